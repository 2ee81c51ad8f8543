package org.harl.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.InvalidInputException;

/** NumPy's .npy file format, version 1.0: little-endian float32, C order. */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /** Writes rows of equal length as an array [rows, columns]. */
  static void write(Path file, float[][] rows) throws IOException {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(header(rows.length, columns));
      ByteBuffer line = ByteBuffer.allocate(4 * columns).order(ByteOrder.LITTLE_ENDIAN);
      for (float[] row : rows) {
        if (row.length != columns) {
          throw new InvalidInputException(
              "npy: a row of [" + row.length + "] among rows of [" + columns + "]");
        }
        line.clear();
        line.asFloatBuffer().put(row);
        out.write(line.array());
      }
    }
  }

  /**
   * Magic, version, length of the text, the text padded so that the data start at a multiple of 64.
   */
  static byte[] header(int rows, int columns) {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
    int total = MAGIC.length + 2 + text.length() + 1;
    int padded = (total + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String line = text + " ".repeat(padded - total) + "\n";
    return ByteBuffer.allocate(padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) line.length())
        .put(line.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
