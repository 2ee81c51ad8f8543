package org.harl.masks;

/**
 * The S-measure (Fan et al., "Structure-measure: A New Way to Evaluate Foreground Maps", ICCV
 * 2017): half how alike map and truth are in what they mark, half how alike they are in the four
 * parts about the truth's centre.
 */
final class StructureMeasure {
  private static final double EPSILON = 1e-12;

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
    double share = 0;
    double mean = 0;
    for (int i = 0; i < grey.length; i++) {
      share += (double) truth[i] / grey.length;
      mean += measure.at(i) / grey.length;
    }
    if (share == 0 || share > 1 - 0.5 / grey.length) {
      return share == 0 ? 1 - mean : mean;
    }
    double object = share * measure.object(1) + (1 - share) * measure.object(0);
    return Math.max(0, (object + measure.region()) / 2);
  }

  private double at(int i) {
    return (grey[i] & 0xff) / 255.0;
  }

  /** How evenly bright the map is where the truth is foreground, or dark where it is not. */
  private double object(int label) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < grey.length; i++) {
      if (truth[i] == label) {
        double value = label == 1 ? at(i) : 1 - at(i);
        sum += value;
        squares += value * value;
        count++;
      }
    }
    double mean = sum / count;
    double variance = count < 2 ? 0 : Math.max(0, squares - sum * mean) / (count - 1);
    return 2 * mean / (mean * mean + 1 + Math.sqrt(variance) + EPSILON);
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
    return part(0, 0, x, y)
        + part(x, 0, width, y)
        + part(0, y, x, height)
        + part(x, y, width, height);
  }

  private double part(int left, int top, int right, int bottom) {
    int count = (right - left) * (bottom - top);
    return count == 0 ? 0 : (double) count / grey.length * likeness(left, top, right, bottom);
  }

  private double likeness(int left, int top, int right, int bottom) {
    int count = (right - left) * (bottom - top);
    double meanMap = 0;
    double meanTruth = 0;
    for (int y = top; y < bottom; y++) {
      for (int i = y * width + left; i < y * width + right; i++) {
        meanMap += at(i) / count;
        meanTruth += (double) truth[i] / count;
      }
    }
    double map = 0;
    double wanted = 0;
    double both = 0;
    for (int y = top; y < bottom; y++) {
      for (int i = y * width + left; i < y * width + right; i++) {
        double a = at(i) - meanMap;
        double b = truth[i] - meanTruth;
        map += a * a;
        wanted += b * b;
        both += a * b;
      }
    }
    double free = Math.max(1, count - 1);
    double alpha = 4 * meanMap * meanTruth * both / free;
    double beta = (meanMap * meanMap + meanTruth * meanTruth) * (map + wanted) / free;
    return alpha != 0 ? alpha / (beta + EPSILON) : beta == 0 ? 1 : 0;
  }
}
