package org.harl.masks.barrier;

/**
 * How little a pixel's colour is like that of the image's margins (Zhang et al., ICCV 2015, section
 * 4.2): the Mahalanobis distances to the four margins, each divided by its largest, added up
 * without the largest of the four, which a subject at the border would spoil.
 */
public final class Backgroundness {
  private static final double MARGIN = 0.07;
  private static final double REGULARISER = 50;

  private Backgroundness() {}

  /**
   * The distances, [width * height].
   *
   * @param lab three planes
   */
  static float[] of(float[][] lab, int width, int height) {
    float[] sum = new float[width * height];
    float[] largest = new float[sum.length];
    for (float[] distance : margins(lab, width, height)) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += distance[i];
        largest[i] = Math.max(largest[i], distance[i]);
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] -= largest[i];
    }
    return sum;
  }

  /** The distances to the top, bottom, left and right margin, each 0..1, [4][width * height]. */
  public static float[][] margins(float[][] lab, int width, int height) {
    int margin = Math.max(1, (int) Math.round(MARGIN * Math.min(width, height)));
    int[][] boxes = {
      {0, 0, width, margin},
      {0, height - margin, width, height},
      {0, 0, margin, height},
      {width - margin, 0, width, height}
    };
    float[][] margins = new float[boxes.length][];
    for (int m = 0; m < boxes.length; m++) {
      margins[m] = distances(lab, width, boxes[m]);
      float scale = 1 / Math.max(1e-6f, max(margins[m]));
      for (int i = 0; i < margins[m].length; i++) {
        margins[m][i] *= scale;
      }
    }
    return margins;
  }

  private static float max(float[] values) {
    float max = 0;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  /** To the mean of a box of pixels, by the inverse of their covariance. */
  private static float[] distances(float[][] lab, int width, int[] box) {
    double[] mean = new double[3];
    double[] moments = new double[6];
    int count = (box[2] - box[0]) * (box[3] - box[1]);
    for (int y = box[1]; y < box[3]; y++) {
      for (int i = y * width + box[0]; i < y * width + box[2]; i++) {
        double l = lab[0][i];
        double a = lab[1][i];
        double b = lab[2][i];
        mean[0] += l / count;
        mean[1] += a / count;
        mean[2] += b / count;
        moments[0] += l * l / count;
        moments[1] += l * a / count;
        moments[2] += l * b / count;
        moments[3] += a * a / count;
        moments[4] += a * b / count;
        moments[5] += b * b / count;
      }
    }
    return distances(lab, mean, inverse(mean, moments));
  }

  /** The inverse covariance: [ll, la, lb, aa, ab, bb]. */
  private static double[] inverse(double[] mean, double[] m) {
    double ll = m[0] - mean[0] * mean[0] + REGULARISER;
    double la = m[1] - mean[0] * mean[1];
    double lb = m[2] - mean[0] * mean[2];
    double aa = m[3] - mean[1] * mean[1] + REGULARISER;
    double ab = m[4] - mean[1] * mean[2];
    double bb = m[5] - mean[2] * mean[2] + REGULARISER;
    double det = ll * (aa * bb - ab * ab) - la * (la * bb - ab * lb) + lb * (la * ab - aa * lb);
    return new double[] {
      (aa * bb - ab * ab) / det,
      (lb * ab - la * bb) / det,
      (la * ab - lb * aa) / det,
      (ll * bb - lb * lb) / det,
      (la * lb - ll * ab) / det,
      (ll * aa - la * la) / det
    };
  }

  private static float[] distances(float[][] lab, double[] mean, double[] inverse) {
    float[] distances = new float[lab[0].length];
    for (int i = 0; i < distances.length; i++) {
      double l = lab[0][i] - mean[0];
      double a = lab[1][i] - mean[1];
      double b = lab[2][i] - mean[2];
      double square =
          inverse[0] * l * l
              + inverse[3] * a * a
              + inverse[5] * b * b
              + 2 * (inverse[1] * l * a + inverse[2] * l * b + inverse[4] * a * b);
      distances[i] = (float) Math.sqrt(Math.max(0, square));
    }
    return distances;
  }
}
