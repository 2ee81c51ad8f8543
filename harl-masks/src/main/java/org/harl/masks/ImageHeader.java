package org.harl.masks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The size that a file declares, read before anything is decoded. */
final class ImageHeader {
  private static final long MOST_PIXELS = 120_000_000;
  private static final int PNG = 0x89504e47;
  private static final int PNG_SIGNATURE = 8;

  /** Bytes of a chunk beside its data: length, type and checksum. */
  private static final int PNG_CHUNK = 12;

  private ImageHeader() {}

  /**
   * Refuses files that would decode to an insane size, or make a decoder take an insane buffer.
   *
   * @throws IOException if the file declares more than 120 million pixels, or a chunk that does not
   *     end before the file does
   */
  static void checkSize(String source, byte[] bytes) throws IOException {
    if (bytes.length >= 24 && ByteBuffer.wrap(bytes).getInt(0) == PNG) {
      checkChunks(source, ByteBuffer.wrap(bytes));
    }
    long pixels = pixels(bytes);
    if (pixels > MOST_PIXELS) {
      throw new IOException(
          "'" + source + "' declares " + pixels + " pixels; at most " + MOST_PIXELS + " are read");
    }
  }

  /** OpenCV takes memory for a chunk before it looks whether the file holds as much. */
  private static void checkChunks(String source, ByteBuffer png) throws IOException {
    long at = PNG_SIGNATURE;
    while (at + PNG_CHUNK <= png.limit()) {
      at += PNG_CHUNK + Integer.toUnsignedLong(png.getInt((int) at));
    }
    if (at > png.limit()) {
      throw new IOException("'" + source + "' is cut short: a chunk of it ends at byte " + at);
    }
  }

  /** Pixels that JPEG, PNG, BMP or WebP declare; 0 where the header is none of these. */
  static long pixels(byte[] bytes) {
    ByteBuffer big = ByteBuffer.wrap(bytes);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length >= 24 && big.getInt(0) == PNG) {
      return Integer.toUnsignedLong(big.getInt(16)) * Integer.toUnsignedLong(big.getInt(20));
    }
    if (bytes.length >= 26 && bytes[0] == 'B' && bytes[1] == 'M') {
      return Math.abs((long) little.getInt(18)) * Math.abs((long) little.getInt(22));
    }
    if (bytes.length >= 30 && text(bytes, 0).equals("RIFF") && text(bytes, 8).equals("WEBP")) {
      return webp(bytes, little);
    }
    return bytes.length >= 4 && big.getShort(0) == (short) 0xffd8 ? jpeg(big) : 0;
  }

  private static long webp(byte[] bytes, ByteBuffer little) {
    return switch (text(bytes, 12)) {
      case "VP8X" -> (1L + (little.getInt(24) & 0xffffff)) * (1L + (little.getInt(26) >>> 8));
      case "VP8L" ->
          (1L + (little.getInt(21) & 0x3fff)) * (1L + (little.getInt(21) >>> 14 & 0x3fff));
      case "VP8 " -> (long) (little.getShort(26) & 0x3fff) * (little.getShort(28) & 0x3fff);
      default -> 0;
    };
  }

  /** From the first start-of-frame segment. */
  private static long jpeg(ByteBuffer data) {
    int at = 2;
    while (at + 9 <= data.limit() && data.get(at) == (byte) 0xff) {
      int marker = data.get(at + 1) & 0xff;
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        return (long) (data.getShort(at + 5) & 0xffff) * (data.getShort(at + 7) & 0xffff);
      }
      at += marker == 0xff ? 1 : 2 + (data.getShort(at + 2) & 0xffff);
    }
    return 0;
  }

  private static String text(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.US_ASCII);
  }
}
