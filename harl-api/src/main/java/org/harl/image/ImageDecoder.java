package org.harl.image;

import java.io.IOException;

/**
 * Turns the bytes of a file into pixels. Found through {@link java.util.ServiceLoader}; the one
 * with the highest priority is used. Thread-safe.
 */
public interface ImageDecoder {
  /** Files that declare more pixels than this are refused before they are decoded. */
  long MOST_PIXELS = 120_000_000;

  /** Files of more bytes than this are not read. */
  long MOST_BYTES = 1L << 29;

  /** {@return what messages call it, for example {@code opencv}} */
  String name();

  /**
   * {@return its rank: of all that are available the highest is taken; the built-in ImageIO decoder
   * has 0}
   */
  int priority();

  /** {@return whether it can work here; one whose native libraries do not load is passed over} */
  default boolean available() {
    return true;
  }

  /**
   * Decodes JPEG, PNG, WebP, BMP, TIFF or GIF, of several pictures the first. Bytes behind the end
   * of the picture change nothing.
   *
   * @param source what to call it in messages
   * @param bytes the whole file
   * @return its pixels, 8 bits a channel
   * @throws IOException if it is not an image, damaged, cut short, or larger than is sane
   */
  Image decode(String source, byte[] bytes) throws IOException;

  /**
   * Refuses an insane size; decoders call it before they decode.
   *
   * @param source what to call it in messages
   * @param pixels that the file declares, unsigned
   * @throws IOException if these are more than {@link #MOST_PIXELS}
   */
  static void checkSize(String source, long pixels) throws IOException {
    if (Long.compareUnsigned(pixels, MOST_PIXELS) > 0) {
      throw new IOException(
          "'"
              + source
              + "' declares "
              + Long.toUnsignedString(pixels)
              + " pixels; at most "
              + MOST_PIXELS
              + " are read");
    }
  }
}
