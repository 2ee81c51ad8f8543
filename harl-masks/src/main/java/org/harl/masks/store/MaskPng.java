package org.harl.masks.store;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.harl.image.Mask;

/** Masks as 8-bit grey PNG, 0 or 255, with a note in a text chunk where there is one to make. */
final class MaskPng {
  private static final int AFTER_HEADER = 33;
  private static final int LONGEST_NOTE = 1000;
  private static final String KEYWORD = "harl\0";
  private static final byte[] TEXT = "tEXt".getBytes(StandardCharsets.ISO_8859_1);

  private MaskPng() {}

  /**
   * The bytes of a file.
   *
   * @param note Latin letters; empty for none
   */
  static byte[] encode(Mask mask, String note) throws IOException {
    BufferedImage picture =
        new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] grey = mask.cells().clone();
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (grey[i] == 0 ? 0 : 255);
    }
    picture.getRaster().setDataElements(0, 0, mask.width(), mask.height(), grey);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", out);
    }
    return note.isEmpty() ? bytes.toByteArray() : withNote(bytes.toByteArray(), note);
  }

  private static byte[] withNote(byte[] png, String note) throws IOException {
    byte[] text = (KEYWORD + note).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 check = new CRC32();
    check.update(TEXT);
    check.update(text);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(png, 0, AFTER_HEADER);
    out.writeInt(text.length);
    out.write(TEXT);
    out.write(text);
    out.writeInt((int) check.getValue());
    out.write(png, AFTER_HEADER, png.length - AFTER_HEADER);
    return bytes.toByteArray();
  }

  /** The note in a file that {@link #encode} made, empty where there is none. */
  static String note(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(stream)) {
      byte[] start = in.readNBytes(AFTER_HEADER + 8 + KEYWORD.length());
      String chunk = new String(start, StandardCharsets.ISO_8859_1);
      if (!chunk.endsWith("tEXt" + KEYWORD)) {
        return "";
      }
      int length = (start[AFTER_HEADER + 2] & 0xff) << 8 | start[AFTER_HEADER + 3] & 0xff;
      byte[] note = in.readNBytes(Math.min(length, LONGEST_NOTE) - KEYWORD.length());
      return new String(note, StandardCharsets.ISO_8859_1);
    }
  }
}
