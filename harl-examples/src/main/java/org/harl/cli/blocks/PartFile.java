package org.harl.cli.blocks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The vectors of a block in a file that is there whole or not at all; who writes it again writes
 * the same.
 *
 * @param images the index in its source of each, ascending
 * @param labels the class of each, -1 where there is none
 * @param vectors [n][d]
 */
public record PartFile(int[] images, int[] labels, float[][] vectors) {
  private static final int MAGIC = 0x4841524C;

  void write(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(aside)))) {
        write(out);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    int columns = vectors.length == 0 ? 0 : vectors[0].length;
    out.writeInt(MAGIC);
    out.writeInt(vectors.length);
    out.writeInt(columns);
    ByteBuffer row = ByteBuffer.allocate(4 * columns);
    for (int i = 0; i < vectors.length; i++) {
      out.writeInt(images[i]);
      out.writeInt(labels[i]);
      row.asFloatBuffer().put(vectors[i]);
      out.write(row.array());
    }
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is not there, or is none
   */
  public static PartFile read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("'" + file + "' is no part of vectors");
      }
      int rows = in.readInt();
      int columns = in.readInt();
      PartFile part = new PartFile(new int[rows], new int[rows], new float[rows][columns]);
      byte[] row = new byte[4 * columns];
      for (int i = 0; i < rows; i++) {
        part.images[i] = in.readInt();
        part.labels[i] = in.readInt();
        in.readFully(row);
        ByteBuffer.wrap(row).asFloatBuffer().get(part.vectors[i]);
      }
      return part;
    }
  }
}
