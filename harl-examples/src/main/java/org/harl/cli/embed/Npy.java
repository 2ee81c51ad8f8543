package org.harl.cli.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.WholeFile;
import org.harl.error.InvalidInputException;

/**
 * NumPy's .npy file format, version 1.0: little-endian float32, C order, [rows, columns]. Rows are
 * written as they come; the header, which counts them, last.
 */
final class Npy implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final int most;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int rows;
  private int columns;

  /**
   * Begins a file, which no other process can until this is closed.
   *
   * @param most rows that may come
   * @throws InvalidInputException if another process is writing to it
   */
  Npy(Path file, int most) throws IOException {
    this.file = file;
    this.most = most;
    channel =
        RunDirectory.locked(file, "another run is writing '" + file + "'; name another").channel();
  }

  /** Takes away what a process that was killed left. */
  void begin() throws IOException {
    channel.truncate(0);
  }

  /** Whether a file begins as one does. */
  static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /** Adds a row; all are of the first one's length. */
  void row(float[] row) {
    if (rows == 0) {
      columns = row.length;
      buffer = ByteBuffer.allocate(Math.max(BUFFER, 4 * columns)).order(ByteOrder.LITTLE_ENDIAN);
      buffer.put(header(most, columns, 0));
    }
    if (row.length != columns) {
      throw new InvalidInputException(
          "npy: a row of [" + row.length + "] among rows of [" + columns + "]");
    }
    if (buffer.remaining() < 4 * columns) {
      flush();
    }
    buffer.asFloatBuffer().put(row);
    buffer.position(buffer.position() + 4 * columns);
    rows++;
  }

  private void flush() {
    write(buffer.flip());
    buffer.clear();
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }

  /** Writes what is left, and how many rows there are. */
  void finish() throws IOException {
    flush();
    channel.position(0);
    write(ByteBuffer.wrap(header(rows, columns, header(most, columns, 0).length)));
  }

  /** Rows so far. */
  int rows() {
    return rows;
  }

  /** The length of a row; 0 before the first. */
  int columns() {
    return columns;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Magic, version, length of the text, the text padded so that the data start at a multiple of 64.
   *
   * @param least bytes, a multiple of 64
   */
  static byte[] header(int rows, int columns, int least) {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
    int total = MAGIC.length + 2 + text.length() + 1;
    int padded = Math.max(least, (total + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    String line = text + " ".repeat(padded - total) + "\n";
    return ByteBuffer.allocate(padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) line.length())
        .put(line.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
