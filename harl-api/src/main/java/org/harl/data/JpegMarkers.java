package org.harl.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.PrimitiveIterator;

/**
 * What ImageIO does not say about a JPEG file: whether it was cut short (it fills the rest with
 * grey), and which side is up (EXIF 2.32, tag 0x0112).
 */
public final class JpegMarkers {
  private static final int ORIENTATION = 0x0112;

  private JpegMarkers() {}

  /**
   * Refuses a JPEG file that was cut short; other files pass.
   *
   * @throws IOException if there is no end of image behind the last scan
   */
  public static void checkComplete(String source, byte[] bytes) throws IOException {
    if (isJpeg(bytes) && last(bytes, 0xD9) < last(bytes, 0xDA)) {
      throw new IOException("'" + source + "' is cut short: no end of image marker");
    }
  }

  private static boolean isJpeg(byte[] bytes) {
    return bytes.length > 3 && (bytes[0] & 0xff) == 0xFF && (bytes[1] & 0xff) == 0xD8;
  }

  private static int last(byte[] bytes, int marker) {
    for (int i = bytes.length - 2; i >= 0; i--) {
      if ((bytes[i] & 0xff) == 0xFF && (bytes[i + 1] & 0xff) == marker) {
        return i;
      }
    }
    return -1;
  }

  /** 1..8; 1 is upright and stands for every file that does not say. */
  public static int orientation(byte[] bytes) {
    if (!isJpeg(bytes)) {
      return 1;
    }
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int at = 2;
    while (at + 4 <= bytes.length && (bytes[at] & 0xff) == 0xFF) {
      int marker = bytes[at + 1] & 0xff;
      int length = file.getShort(at + 2) & 0xffff;
      if (marker == 0xDA || length < 2 || at + 2 + length > bytes.length) {
        return 1;
      }
      if (marker == 0xE1 && length >= 16 && file.getInt(at + 4) == 0x45786966) { // "Exif"
        return orientation(file.slice(at + 10, length - 8));
      }
      at += 2 + length;
    }
    return 1;
  }

  private static int orientation(ByteBuffer tiff) {
    PrimitiveIterator.OfInt entries = TiffDirectory.entries(tiff, ORIENTATION).iterator();
    int value = entries.hasNext() ? tiff.getShort(entries.nextInt() + 8) : 1;
    return value >= 1 && value <= 8 ? value : 1;
  }

  /** The image itself where it is stored upright, or else a turned copy. */
  static Image upright(Image image, int orientation) {
    return orientation == 1
        ? image
        : upright(
            image.source(),
            ByteBuffer.wrap(image.rgb()),
            image.width(),
            image.height(),
            orientation);
  }

  /**
   * The image as it is shown; takes no memory but the new image's.
   *
   * @param stored width * height * 3 bytes, as {@link Image#rgb} has them; read from its position
   * @param width of a stored row, in pixels
   * @param height stored rows
   * @param orientation 1..8, as {@link #orientation(byte[])} tells it
   */
  public static Image upright(
      String source, ByteBuffer stored, int width, int height, int orientation) {
    byte[] rgb = new byte[3 * width * height];
    if (orientation == 1) { // nearly all: one copy
      stored.get(rgb);
      return new Image(source, width, height, rgb);
    }
    byte[] row = new byte[3 * width];
    for (int y = 0; y < height; y++) {
      stored.get(row);
      int first = shown(orientation, 0, y, width, height);
      int step = shown(orientation, 1, y, width, height) - first;
      for (int x = 0, to = 3 * first; x < row.length; x += 3, to += 3 * step) {
        rgb[to] = row[x];
        rgb[to + 1] = row[x + 1];
        rgb[to + 2] = row[x + 2];
      }
    }
    return orientation < 5
        ? new Image(source, width, height, rgb)
        : new Image(source, height, width, rgb);
  }

  /** The index where the pixel that is stored at (x, y) is shown. */
  private static int shown(int orientation, int x, int y, int width, int height) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (orientation) {
      case 2 -> y * width + right - x;
      case 3 -> (bottom - y) * width + right - x;
      case 4 -> (bottom - y) * width + x;
      case 5 -> x * height + y;
      case 6 -> x * height + bottom - y;
      case 7 -> (right - x) * height + bottom - y;
      case 8 -> (right - x) * height + y;
      default -> y * width + x;
    };
  }
}
