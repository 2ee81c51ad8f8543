package org.harl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.harl.HarlException;

/** A CSV file with a header, written a row at a time so that it can be watched. */
final class Table implements AutoCloseable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final Path file;
  private final CSVPrinter printer;

  /** A new table. */
  Table(Path file, String... columns) throws IOException {
    this(file, printer(Files.newBufferedWriter(file), columns));
  }

  private Table(Path file, CSVPrinter printer) {
    this.file = file;
    this.printer = printer;
  }

  /** A table that goes on. */
  static Table append(Path file) throws IOException {
    return new Table(
        file, new CSVPrinter(Files.newBufferedWriter(file, StandardOpenOption.APPEND), FORMAT));
  }

  private static CSVPrinter printer(Appendable out, String... columns) throws IOException {
    return new CSVPrinter(out, FORMAT.builder().setHeader(columns).get());
  }

  /** The rows by the names of their columns. */
  static List<CSVRecord> read(Path file) throws IOException {
    CSVFormat headed = FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, headed)) {
      return parser.getRecords();
    }
  }

  /**
   * Takes away the rows beyond a value of their first column, and one that was cut off.
   *
   * @return the rows that are left
   */
  static List<CSVRecord> truncate(Path file, double last) throws IOException {
    List<CSVRecord> kept =
        read(file).stream()
            .filter(row -> row.isConsistent() && Double.parseDouble(row.get(0)) <= last)
            .toList();
    Path aside = file.resolveSibling(file.getFileName() + ".partial");
    String[] columns = header(file);
    try (CSVPrinter out = printer(Files.newBufferedWriter(aside), columns)) {
      out.printRecords(kept);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return kept;
  }

  private static String[] header(Path file) throws IOException {
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
      return parser.iterator().next().values();
    }
  }

  void row(Object... values) {
    try {
      printer.printRecord(values);
      printer.flush();
    } catch (IOException e) {
      throw new HarlException("'" + file + "' cannot be written: " + e + "; make room", e);
    }
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
