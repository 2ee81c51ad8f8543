package org.harl.image;

import java.awt.image.Raster;

/**
 * Cyan, magenta, yellow and black as RGB: {@code 255 - black - ink (255 - black) / 255}, without
 * colour management, as Pillow has it.
 */
final class Inks {
  private Inks() {}

  /** Inks as TIFF files have them: 0 is none, 255 is most. */
  static byte[] rgb(Raster raster) {
    return rgb(raster, false, false);
  }

  /**
   * Inks as JPEG files have them: 255 is none, as Adobe's programs write them.
   *
   * @param luminance whether the first three are luminance and chrominance of their complements
   */
  static byte[] rgbOfJpeg(Raster raster, boolean luminance) {
    return rgb(raster, true, luminance);
  }

  private static byte[] rgb(Raster raster, boolean inverted, boolean luminance) {
    int width = raster.getWidth();
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    int[] row = new int[4 * width];
    for (int y = 0, at = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int p = 0; p < row.length; p += 4) {
        if (luminance) {
          complement(row, p);
        }
        int paper = inverted ? row[p + 3] >> shift : 255 - (row[p + 3] >> shift);
        for (int c = 0; c < 3; c++) {
          int ink = inverted ? 255 - (row[p + c] >> shift) : row[p + c] >> shift;
          rgb[at++] = (byte) Math.max(0, paper - share(ink, paper));
        }
      }
    }
    return rgb;
  }

  /** {@code a b / 255}, rounded. */
  private static int share(int a, int b) {
    int product = a * b + 128;
    return (product >> 8) + product >> 8;
  }

  /** Luminance and chrominance become inks (ITU T.871, section 7, and the complement). */
  private static void complement(int[] row, int at) {
    double y = row[at];
    double blue = row[at + 1] - 128;
    double red = row[at + 2] - 128;
    row[at] = 255 - clipped(y + 1.402 * red);
    row[at + 1] = 255 - clipped(y - 0.344136286 * blue - 0.714136286 * red);
    row[at + 2] = 255 - clipped(y + 1.772 * blue);
  }

  private static int clipped(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
