package org.harl.masks.regions;

import java.util.Arrays;

/**
 * How much each region differs from the others, near ones most, and from the pseudo-background
 * (Jiang et al., IJCV 2017, tables 1 and 2): 29 differences each, of the mean colours, of the mean
 * filter responses, and chi-squared distances of the five histograms.
 */
final class RegionContrast {
  /** Differences. */
  static final int SIZE = 29;

  private static final int MEANS = PixelFeatures.CHANNELS - 1;
  private static final double SPREAD = 0.4;

  // where the differences of the means of R, G, B, L, a, b, H, S, V and the responses stand
  private static final int[] CHI2_AT = {3, 7, 11, 27, 28};

  private final RegionStatistics statistics;
  private final int regions;
  private final float[] weights;
  private final float[] means;
  private final float[] ofOthers;
  private final float[] ofBackground;

  /** Compares all pairs. */
  RegionContrast(RegionStatistics statistics, double longerSide) {
    this.statistics = statistics;
    regions = statistics.regions;
    weights = weights(longerSide);
    means = new float[(regions + 1) * MEANS];
    for (int i = 0; i <= regions; i++) {
      for (int c = 0; c < MEANS; c++) {
        means[i * MEANS + c] = statistics.mean(i, c);
      }
    }
    ofOthers = new float[regions * SIZE];
    ofBackground = new float[regions * SIZE];
    compareMeans();
    for (int h = 0; h < PixelFeatures.HISTOGRAMS; h++) {
      compareHistograms(h);
    }
  }

  /** exp(-|ci - cj|^2 / 0.4) of the centroids, over the sum for i; zero for i itself. */
  private float[] weights(double longerSide) {
    double[] x = new double[regions];
    double[] y = new double[regions];
    for (int i = 0; i < regions; i++) {
      x[i] = statistics.meanColumn(i) / longerSide;
      y[i] = statistics.meanRow(i) / longerSide;
    }
    float[] all = new float[regions * regions];
    double[] row = new double[regions];
    for (int i = 0; i < regions; i++) {
      double sum = 0;
      for (int j = 0; j < regions; j++) {
        double square = (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]);
        row[j] = i == j ? 0 : StrictMath.exp(-square / SPREAD);
        sum += row[j];
      }
      for (int j = 0; j < regions; j++) {
        all[i * regions + j] = sum == 0 ? 0 : (float) (row[j] / sum);
      }
    }
    return all;
  }

  private void compareMeans() {
    float[] sum = new float[MEANS];
    for (int i = 0; i < regions; i++) {
      Arrays.fill(sum, 0);
      for (int j = 0; j < regions; j++) {
        addDifferences(weights[i * regions + j], i * MEANS, j * MEANS, sum);
      }
      place(sum, ofOthers, i * SIZE);
      Arrays.fill(sum, 0);
      addDifferences(1, i * MEANS, regions * MEANS, sum);
      place(sum, ofBackground, i * SIZE);
    }
  }

  private void addDifferences(float weight, int a, int b, float[] sum) {
    for (int c = 0; c < MEANS; c++) {
      sum[c] += weight * Math.abs(means[a + c] - means[b + c]);
    }
  }

  /** The colours with a gap after each space, then the responses. */
  private static void place(float[] differences, float[] to, int at) {
    for (int c = 0; c < MEANS; c++) {
      to[at + c + Math.min(c / 3, 3)] = differences[c];
    }
  }

  /**
   * Chi-squared distances by one histogram. On histograms p and q that add up to one, {@code sum
   * (p-q)^2 / (p+q) / 2 = 1 - 2 sum pq / (p+q)}, where only bins count that both have.
   */
  private void compareHistograms(int histogram) {
    int first = PixelFeatures.FIRST_BIN[histogram];
    int bins = PixelFeatures.FIRST_BIN[histogram + 1] - first;
    int stride = regions + 1;
    float[] shares = new float[bins * stride];
    for (int bin = 0; bin < bins; bin++) {
      for (int j = 0; j < stride; j++) {
        int count = statistics.histograms[(first + bin) * stride + j];
        shares[bin * stride + j] = (float) count / statistics.areas[j];
      }
    }
    float[] common = new float[stride];
    for (int i = 0; i < regions; i++) {
      Arrays.fill(common, 0);
      for (int bin = 0; bin < bins; bin++) {
        float share = shares[bin * stride + i];
        if (share > 0) {
          addCommon(share, shares, bin * stride, common);
        }
      }
      int at = i * SIZE + CHI2_AT[histogram];
      ofOthers[at] = weighted(common, i);
      ofBackground[at] = 1 - 2 * common[regions];
    }
  }

  private static void addCommon(float p, float[] shares, int at, float[] common) {
    for (int j = 0; j < common.length; j++) {
      float q = shares[at + j];
      common[j] += p * q / (p + q);
    }
  }

  private float weighted(float[] common, int i) {
    float sum = 0;
    for (int j = 0; j < regions; j++) {
      sum += weights[i * regions + j] * (1 - 2 * common[j]);
    }
    return sum;
  }

  /** Writes a region's 29 contrasts with the others, then its 29 with the pseudo-background. */
  void write(int region, float[] to, int at) {
    System.arraycopy(ofOthers, region * SIZE, to, at, SIZE);
    System.arraycopy(ofBackground, region * SIZE, to, at + SIZE, SIZE);
  }
}
