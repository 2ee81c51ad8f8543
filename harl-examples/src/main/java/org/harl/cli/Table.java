package org.harl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.harl.HarlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A CSV file with a header, written a row at a time so that it can be watched. */
final class Table implements AutoCloseable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private static final Logger LOG = LoggerFactory.getLogger(Table.class);

  private final Path file;
  private final CSVPrinter printer;

  /** A new table. */
  Table(Path file, String... columns) throws IOException {
    this(file, printer(Files.newBufferedWriter(file), columns));
    printer.flush();
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
   * Takes away the rows beyond a value of their first column, and those that are cut off or no
   * numbers. A table that is missing or has none left is taken away whole: nothing in it keeps a
   * run from going on.
   *
   * @param needed columns without which it is no table of its run
   * @return the rows that are left
   */
  static List<CSVRecord> truncate(Path file, double last, List<String> needed) throws IOException {
    List<CSVRecord> kept =
        whole(file, needed).stream().filter(row -> Double.parseDouble(row.get(0)) <= last).toList();
    if (kept.isEmpty()) {
      Files.deleteIfExists(file);
      return kept;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".partial");
    String[] columns = kept.get(0).getParser().getHeaderNames().toArray(String[]::new);
    try (CSVPrinter out = printer(Files.newBufferedWriter(aside), columns)) {
      out.printRecords(kept);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return kept;
  }

  /** The rows before the first that cannot be read, but for those that are no numbers. */
  private static List<CSVRecord> whole(Path file, List<String> needed) throws IOException {
    List<CSVRecord> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    CSVFormat headed = FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(text, headed)) {
      if (parser.getHeaderNames().containsAll(needed)) {
        parser.stream().filter(Table::isNumbers).forEach(rows::add);
      }
    } catch (IOException | RuntimeException e) { // what the parser throws at what is no table
      LOG.warn("'{}' cannot be read on after {} rows: {}", file, rows.size(), e.toString());
    }
    return rows;
  }

  private static boolean isNumbers(CSVRecord row) {
    try {
      row.forEach(Double::valueOf);
      return row.isConsistent();
    } catch (NumberFormatException e) {
      return false;
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
