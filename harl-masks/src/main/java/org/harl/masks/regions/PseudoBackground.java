package org.harl.masks.regions;

/**
 * What DRFI compares every region with: fifteen rows at the top and the bottom of the image, and as
 * many columns, in proportion, at the sides.
 *
 * @param area pixels
 * @param sums [{@link PixelFeatures#TERMS}], of the channels and of their squares
 * @param histograms [1807], pixel counts
 */
record PseudoBackground(int area, float[] sums, int[] histograms) {
  private static final int BORDER = 15;
  private static final int USUAL_SIDE = 400;

  /** Adds up. */
  static PseudoBackground of(PixelFeatures pixels) {
    int width = pixels.width();
    int height = pixels.height();
    int side = BORDER * Math.max(width, height) / USUAL_SIDE;
    float[] sums = new float[PixelFeatures.TERMS];
    int[] histograms = new int[PixelFeatures.FIRST_BIN[PixelFeatures.HISTOGRAMS]];
    int area = 0;
    for (int y = 0; y < height; y++) {
      boolean all = y < BORDER || y >= height - BORDER || 2 * side >= width;
      area += add(pixels, y, 0, all ? width : side, sums, histograms);
      area += add(pixels, y, all ? width : width - side, width, sums, histograms);
    }
    return new PseudoBackground(area, sums, histograms);
  }

  private static int add(
      PixelFeatures pixels, int y, int left, int right, float[] sums, int[] histograms) {
    pixels.addRun(y, left, right, sums, 0);
    for (int x = left; x < right; x++) {
      pixels.count(y * pixels.width() + x, histograms, 1, 0);
    }
    return right - left;
  }
}
