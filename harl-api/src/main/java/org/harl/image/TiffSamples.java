package org.harl.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What the samples of a TIFF file are (TIFF 6.0, sections 8, 18, 19 and 23). */
public final class TiffSamples {
  private static final int BITS = 258;
  private static final int COLOURS = 262;
  private static final int EXTRA = 338;
  private static final int FORMAT = 339;

  private static final int UNSIGNED = 1;
  private static final int MOST_BITS = 16;

  /**
   * Black is zero or most, RGB, a palette, inks, or luminance; what is above is no colour shown.
   */
  private static final int LAST_COLOURS = 6;

  private TiffSamples() {}

  /**
   * Refuses a TIFF file whose samples are not those of a picture of 1 to 16 bits, and BigTIFF;
   * other files pass.
   *
   * @param source what to call the file in messages
   * @param bytes the whole file
   * @throws IOException if they are signed, floating point, longer, or CIE L*a*b* and alike
   */
  public static void check(String source, byte[] bytes) throws IOException {
    if (TiffDirectory.isBigTiff(bytes)) {
      throw new IOException(
          "'" + source + "' is a BigTIFF file, which is not read: convert it to TIFF or PNG");
    }
    if (!TiffDirectory.isTiff(bytes)) {
      return;
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes);
    int bits = TiffDirectory.first(tiff, BITS, 1);
    int format = TiffDirectory.first(tiff, FORMAT, UNSIGNED);
    int colours = TiffDirectory.first(tiff, COLOURS, 0);
    if (bits > MOST_BITS || format != UNSIGNED || colours > LAST_COLOURS) {
      throw new IOException(
          "'"
              + source
              + "' is a TIFF file of "
              + bits
              + " bits a sample, format "
              + format
              + ", colours "
              + colours
              + "; grey, RGB, palettes and CMYK of at most "
              + MOST_BITS
              + " unsigned bits are read: convert it");
    }
  }

  /**
   * {@return whether it is a TIFF file whose pixels have more samples than colours, such as alpha}
   *
   * @param bytes the whole file
   */
  public static boolean haveAlpha(byte[] bytes) {
    return TiffDirectory.isTiff(bytes)
        && TiffDirectory.entries(ByteBuffer.wrap(bytes), EXTRA).findAny().isPresent();
  }
}
