package org.harl.masks.opencv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.harl.image.ImageDecoder;
import org.harl.image.PngChunks;
import org.harl.image.TiffDirectory;

/** The size that a file declares, read before anything is decoded. */
final class ImageHeader {
  private static final int PNG = 0x89504e47;
  private static final short JPEG = (short) 0xffd8;
  private static final short BMP = 'B' << 8 | 'M';

  /** A BMP header of 12 bytes has sides of 16 bits. */
  private static final int OS2_HEADER = 12;

  private static final short TIFF_LITTLE = 'I' << 8 | 'I';
  private static final short TIFF_BIG = 'M' << 8 | 'M';

  // tags of TIFF 6.0, and its type of 16 bits
  private static final int TIFF_WIDTH = 256;
  private static final int TIFF_HEIGHT = 257;
  private static final int TIFF_SHORT = 3;

  private ImageHeader() {}

  /**
   * Refuses files that would decode to an insane size, or make a decoder take an insane buffer.
   *
   * @throws IOException if the file is none of the formats whose sizes are known here, or declares
   *     more than {@link ImageDecoder#MOST_PIXELS}, or a PNG chunk that does not end before the
   *     file does
   */
  static void checkSize(String source, byte[] bytes) throws IOException {
    PngChunks.checkComplete(source, bytes); // OpenCV takes memory for a chunk before it looks
    long pixels = pixels(bytes);
    if (pixels == 0) {
      throw new IOException(
          "'"
              + source
              + "' is damaged, or no image that harl can read (JPEG, PNG, WebP, BMP, TIFF, GIF)");
    }
    ImageDecoder.checkSize(source, pixels);
  }

  /** Pixels that JPEG, PNG, WebP, BMP, TIFF or GIF declare; 0 where the header is none of these. */
  static long pixels(byte[] bytes) {
    ByteBuffer big = ByteBuffer.wrap(bytes);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 26) {
      return 0; // no picture of any of them is as short
    }
    return switch (big.getShort(0)) {
      case JPEG -> jpeg(big);
      case BMP -> bmp(little);
      case TIFF_LITTLE -> tiff(little);
      case TIFF_BIG -> tiff(big);
      default -> longerSignature(bytes, big, little);
    };
  }

  private static long longerSignature(byte[] bytes, ByteBuffer big, ByteBuffer little) {
    if (big.getInt(0) == PNG) {
      return Integer.toUnsignedLong(big.getInt(16)) * Integer.toUnsignedLong(big.getInt(20));
    }
    if (text(bytes, 0).equals("RIFF") && text(bytes, 8).equals("WEBP")) {
      return webp(bytes, little);
    }
    return isGif(bytes) ? product(little.getShort(6), little.getShort(8)) : 0;
  }

  static boolean isTiff(byte[] bytes) {
    short order = bytes.length < 26 ? 0 : ByteBuffer.wrap(bytes).getShort(0);
    return order == TIFF_LITTLE || order == TIFF_BIG;
  }

  static boolean isGif(byte[] bytes) {
    return bytes.length > 4 && text(bytes, 0).equals("GIF8");
  }

  private static long bmp(ByteBuffer data) {
    return data.getInt(14) == OS2_HEADER
        ? product(data.getShort(18), data.getShort(20))
        : Math.abs((long) data.getInt(18)) * Math.abs((long) data.getInt(22));
  }

  private static long product(short width, short height) {
    return (long) Short.toUnsignedInt(width) * Short.toUnsignedInt(height);
  }

  private static long tiff(ByteBuffer data) {
    return data.getShort(2) == 42 ? side(data, TIFF_WIDTH) * side(data, TIFF_HEIGHT) : 0;
  }

  /** Of a side that is declared twice, the larger; 0 of one that is not. */
  private static long side(ByteBuffer tiff, int tag) {
    return TiffDirectory.entries(tiff, tag)
        .mapToLong(
            entry ->
                tiff.getShort(entry + 2) == TIFF_SHORT
                    ? Short.toUnsignedInt(tiff.getShort(entry + 8))
                    : Integer.toUnsignedLong(tiff.getInt(entry + 8)))
        .max()
        .orElse(0);
  }

  private static long webp(byte[] bytes, ByteBuffer little) {
    String chunk = text(bytes, 12);
    if (chunk.equals("VP8L")) {
      return (1L + (little.getInt(21) & 0x3fff)) * (1L + (little.getInt(21) >>> 14 & 0x3fff));
    }
    if (bytes.length < 30) {
      return 0;
    }
    return switch (chunk) {
      case "VP8X" -> (1L + (little.getInt(24) & 0xffffff)) * (1L + (little.getInt(26) >>> 8));
      case "VP8 " -> (long) (little.getShort(26) & 0x3fff) * (little.getShort(28) & 0x3fff);
      default -> 0;
    };
  }

  /** From the first start of frame, which libjpeg finds behind stray bytes too. */
  private static long jpeg(ByteBuffer data) {
    for (int at = 2; at + 9 <= data.limit(); ) {
      int marker = data.get(at) == (byte) 0xff ? data.get(at + 1) & 0xff : 0;
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        return product(data.getShort(at + 5), data.getShort(at + 7));
      }
      boolean bare = marker >= 0xd0 && marker <= 0xd7 || marker == 0x01;
      boolean stray = marker == 0 || marker == 0xff;
      at += stray ? 1 : bare ? 2 : 2 + Short.toUnsignedInt(data.getShort(at + 2));
    }
    return 0;
  }

  private static String text(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.US_ASCII);
  }
}
