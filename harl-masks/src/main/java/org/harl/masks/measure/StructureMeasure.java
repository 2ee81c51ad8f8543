package org.harl.masks.measure;

import java.math.BigInteger;

/**
 * The S-measure (Fan et al., "Structure-measure: A New Way to Evaluate Foreground Maps", ICCV
 * 2017): half how alike map and truth are in what they mark, half how alike they are in the four
 * parts about the truth's centre.
 *
 * <p>All sums are of whole numbers, the truth being 0 or 255 as the map, so that what is even or
 * alike is told exactly; the epsilons of the authors' code, which stand against rounding, are not
 * needed, and a perfect map has 1.
 */
final class StructureMeasure {
  private static final double WHITE = 255;

  private final byte[] grey;
  private final byte[] truth;
  private final int width;

  private StructureMeasure(byte[] grey, byte[] truth, int width) {
    this.grey = grey;
    this.truth = truth;
    this.width = width;
  }

  /**
   * The measure of a map, 0..1.
   *
   * @param grey the map, 0..255
   * @param truth 0 or 1, row-major; an empty truth asks for an empty map, a full one for a full map
   */
  static double of(byte[] grey, byte[] truth, int width) {
    StructureMeasure measure = new StructureMeasure(grey, truth, width);
    long positives = 0;
    long sum = 0;
    for (int i = 0; i < grey.length; i++) {
      positives += truth[i];
      sum += measure.at(i);
    }
    long negatives = grey.length - positives;
    double mean = sum / (WHITE * grey.length);
    if (positives == 0 || negatives == 0) {
      return positives == 0 ? 1 - mean : mean;
    }
    double object =
        (positives * measure.object(1, positives) + negatives * measure.object(0, negatives))
            / grey.length;
    return Math.max(0, (object + measure.region()) / 2);
  }

  private int at(int i) {
    return grey[i] & 0xff;
  }

  /** How evenly bright the map is where the truth is foreground, or dark where it is not. */
  private double object(int label, long count) {
    long sum = 0;
    long squares = 0;
    for (int i = 0; i < grey.length; i++) {
      if (truth[i] == label) {
        long value = label == 1 ? at(i) : 255 - at(i);
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / (WHITE * count);
    double variance = count < 2 ? 0 : spread(count, squares, sum, sum) / count / (count - 1);
    return 2 * mean / (mean * mean + 1 + Math.sqrt(variance) / WHITE);
  }

  /** {@code n sum(ab) - sum(a) sum(b)}: n squared times the covariance, rounded once. */
  private static double spread(long n, long products, long a, long b) {
    BigInteger both = BigInteger.valueOf(n).multiply(BigInteger.valueOf(products));
    return both.subtract(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b))).doubleValue();
  }

  /** The structural similarity of the four parts, weighted by their areas. */
  private double region() {
    int height = grey.length / width;
    double count = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < truth.length; i++) {
      count += truth[i];
      sumX += truth[i] * (i % width + 1);
      sumY += truth[i] * (i / width + 1);
    }
    int x = (int) Math.round(sumX / count);
    int y = (int) Math.round(sumY / count);
    double sum =
        part(0, 0, x, y) + part(x, 0, width, y) + part(0, y, x, height) + part(x, y, width, height);
    return sum / grey.length;
  }

  private double part(int left, int top, int right, int bottom) {
    int count = (right - left) * (bottom - top);
    return count == 0 ? 0 : count * likeness(left, top, right, bottom);
  }

  /** How alike one part is; as the authors have it, 1 wherever map and truth are both even. */
  private double likeness(int left, int top, int right, int bottom) {
    long map = 0;
    long wanted = 0;
    long mapSquares = 0;
    long wantedSquares = 0;
    long products = 0;
    for (int y = top; y < bottom; y++) {
      for (int i = y * width + left; i < y * width + right; i++) {
        long a = at(i);
        long b = 255L * truth[i];
        map += a;
        wanted += b;
        mapSquares += a * a;
        wantedSquares += b * b;
        products += a * b;
      }
    }
    long count = (long) (right - left) * (bottom - top);
    double a = (double) map / count;
    double b = (double) wanted / count;
    double spreads =
        spread(count, mapSquares, map, map) + spread(count, wantedSquares, wanted, wanted);
    double alpha = 4 * a * b * spread(count, products, map, wanted);
    double beta = (a * a + b * b) * spreads;
    return alpha != 0 ? alpha / beta : beta == 0 ? 1 : 0;
  }
}
