package org.harl.masks.pixels;

/** Smoothing by a sampled Gaussian; beyond the border the nearest pixel repeats. */
public final class Gaussian {
  private Gaussian() {}

  /**
   * A smoothed plane, [width * height].
   *
   * @param sigma in pixels
   * @param radius taps on each side of the middle one
   */
  public static float[] smoothed(float[] plane, int width, int height, double sigma, int radius) {
    float[] taps = taps(sigma, radius);
    float[] rows = new float[plane.length];
    float[] padded = new float[width + 2 * radius];
    for (int y = 0; y < height; y++) {
      pad(plane, y * width, width, radius, padded);
      for (int d = 0; d <= radius; d++) {
        add(taps[d], padded, radius - d, padded, radius + d, rows, y * width, width);
      }
    }
    float[] both = new float[plane.length];
    for (int y = 0; y < height; y++) {
      for (int d = 0; d <= radius; d++) {
        int above = Math.max(0, y - d) * width;
        int below = Math.min(height - 1, y + d) * width;
        add(taps[d], rows, above, rows, below, both, y * width, width);
      }
    }
    return both;
  }

  /** The weights of the pixels at distance d; the middle one is halved, since it is added twice. */
  private static float[] taps(double sigma, int radius) {
    double[] weights = new double[radius + 1];
    double sum = 0;
    for (int d = 0; d <= radius; d++) {
      weights[d] = StrictMath.exp(-0.5 * d * d / (sigma * sigma));
      sum += d == 0 ? 1 : 2 * weights[d];
    }
    float[] taps = new float[radius + 1];
    for (int d = 0; d <= radius; d++) {
      taps[d] = (float) (weights[d] / (d == 0 ? 2 * sum : sum));
    }
    return taps;
  }

  /** A row with its first and last pixel repeated on both sides. */
  public static void pad(float[] plane, int start, int width, int radius, float[] padded) {
    System.arraycopy(plane, start, padded, radius, width);
    for (int d = 0; d < radius; d++) {
      padded[d] = plane[start];
      padded[radius + width + d] = plane[start + width - 1];
    }
  }

  private static void add(
      float tap, float[] a, int fromA, float[] b, int fromB, float[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] += tap * (a[fromA + i] + b[fromB + i]);
    }
  }
}
