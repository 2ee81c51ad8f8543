package org.harl.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file with a header, written a row at a time so that it can be watched. */
final class Table implements AutoCloseable {
  private final CSVPrinter printer;

  Table(Path file, String... columns) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(columns).get();
    printer = new CSVPrinter(Files.newBufferedWriter(file), format);
  }

  void row(Object... values) {
    try {
      printer.printRecord(values);
      printer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
