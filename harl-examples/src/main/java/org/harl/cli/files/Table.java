package org.harl.cli.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.harl.data.TextFiles;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A CSV file with a header, written a row at a time so that it can be watched. */
public final class Table implements AutoCloseable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private static final CSVFormat HEADED =
      FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  private static final CSVFormat GIVEN =
      HEADED
          .builder()
          .setIgnoreEmptyLines(true)
          .setIgnoreHeaderCase(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  private static final String UNFIT = "'{}' has no whole header with {}, its rows are lost";

  private static final Logger LOG = LoggerFactory.getLogger(Table.class);

  private final Path file;
  private final CSVPrinter printer;

  /**
   * A new table.
   *
   * @throws HarlException if it cannot be written; no empty file is left
   */
  public Table(Path file, String... columns) {
    this.file = file;
    try {
      printer = printer(Files.newBufferedWriter(file), columns);
      try {
        printer.flush();
      } catch (IOException e) {
        abandon();
        throw e;
      }
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }

  /** The header was not written: closing fails alike. */
  private void abandon() throws IOException {
    try {
      printer.close();
    } catch (IOException e) {
      // said already
    }
    if (Files.isRegularFile(file)) {
      Files.delete(file);
    }
  }

  private Table(Path file, CSVPrinter printer) {
    this.file = file;
    this.printer = printer;
  }

  /** A table that goes on. */
  public static Table append(Path file) throws IOException {
    return new Table(
        file, new CSVPrinter(Files.newBufferedWriter(file, StandardOpenOption.APPEND), FORMAT));
  }

  private static CSVPrinter printer(Appendable out, String... columns) throws IOException {
    return new CSVPrinter(out, FORMAT.builder().setHeader(columns).get());
  }

  /** The rows by the names of their columns. */
  public static List<CSVRecord> read(Path file) throws IOException {
    try (CSVParser rows = parser(file)) {
      return rows.getRecords();
    }
  }

  /** The same one at a time, for tables of any length. */
  public static CSVParser parser(Path file) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return CSVParser.parse(text, HEADED);
  }

  /**
   * The rows of a table that another program wrote, but for those that are blank: with a byte-order
   * mark and any ends of lines, names of columns in any case, spaces around cells.
   *
   * @param option that names it
   * @throws InvalidInputException if it is no text in UTF-8 or no CSV file with a header
   */
  public static List<CSVRecord> given(String option, Path file) {
    String text = TextFiles.read(option, file);
    try (CSVParser rows = CSVParser.parse(text, GIVEN)) {
      requireOnce(option, file, rows.getHeaderNames());
      return rows.stream().filter(row -> row.stream().anyMatch(cell -> !cell.isBlank())).toList();
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          option + ": '" + file + "' is no CSV file with a header: " + e.getMessage(), e);
    }
  }

  private static void requireOnce(String option, Path file, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column.toLowerCase(Locale.ROOT))) {
        throw new InvalidInputException(
            option + ": '" + file + "' has more than one column '" + column + "'; keep one");
      }
    }
  }

  /**
   * Takes away the rows beyond a value of their first column, and those that are cut off or no
   * numbers. A table that is missing or has none left is taken away whole: nothing in it keeps a
   * run from going on.
   *
   * @param needed columns without which it is no table of its run
   * @param kept receives the rows that are left, one after the other
   * @return their number
   */
  public static long truncate(Path file, double last, List<String> needed, Consumer<CSVRecord> kept)
      throws IOException {
    if (!Files.exists(file)) {
      LOG.warn("'{}' is not there, its rows are lost", file);
      return 0;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".partial");
    long count = 0;
    try (CSVParser rows = readable(file, needed);
        Table out = new Table(aside, rows.getHeaderNames().toArray(String[]::new))) {
      Iterator<CSVRecord> all = rows.iterator();
      for (CSVRecord row = next(file, all); row != null; row = next(file, all)) {
        if (isNumbers(row) && Double.parseDouble(row.get(0)) <= last) {
          out.row((Object[]) row.values());
          kept.accept(row);
          count++;
        }
      }
    }
    if (count == 0) {
      Files.delete(aside);
      Files.delete(file);
    } else {
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return count;
  }

  /** A table without rows in place of one that lacks columns or cannot be read at all. */
  private static CSVParser readable(Path file, List<String> needed) throws IOException {
    try {
      CSVParser parser = parser(file);
      if (parser.getHeaderNames().containsAll(needed)) {
        return parser;
      }
      parser.close();
      LOG.warn(UNFIT, file, needed);
    } catch (IllegalArgumentException e) { // the parser's of a header that is cut or garbage
      LOG.warn(UNFIT, file, needed);
    } catch (IOException | RuntimeException e) { // what the parser throws at what is no table
      LOG.warn("'{}' cannot be read: {}", file, FileFaults.words(e));
    }
    return CSVParser.parse("", HEADED);
  }

  /** Null after the last row, and from the first on that cannot be read. */
  private static @Nullable CSVRecord next(Path file, Iterator<CSVRecord> rows) {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (RuntimeException e) { // what the parser throws at what is no table
      LOG.warn("'{}' cannot be read to its end: {}", file, FileFaults.words(e));
      return null;
    }
  }

  private static boolean isNumbers(CSVRecord row) {
    try {
      row.forEach(Double::valueOf);
      return row.isConsistent();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  public void row(Object... values) {
    try {
      printer.printRecord(values);
      printer.flush();
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }

  @Override
  public void close() {
    try {
      printer.close();
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }
}
