package org.harl.masks.regions;

import java.util.Arrays;

/**
 * Numbers as bytes: which of 64 bins they fall into, whose edges are quantiles of a sample.
 *
 * @param edges [features][63], ascending; bin b holds what is above b edges
 */
record QuantileBins(float[][] edges) {
  /** Bins. */
  static final int COUNT = 64;

  /** Bins that a sample of rows, each of as many features, fills evenly. */
  static QuantileBins of(float[][] rows) {
    int features = rows[0].length;
    float[][] edges = new float[features][COUNT - 1];
    float[] values = new float[rows.length];
    for (int f = 0; f < features; f++) {
      for (int i = 0; i < rows.length; i++) {
        values[i] = rows[i][f];
      }
      Arrays.sort(values);
      for (int b = 1; b < COUNT; b++) {
        edges[f][b - 1] = values[(int) ((long) b * (rows.length - 1) / COUNT)];
      }
    }
    return new QuantileBins(edges);
  }

  /** The bin of a feature's value, 0..63. */
  byte bin(int feature, float value) {
    float[] of = edges[feature];
    int low = 0;
    int high = of.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (of[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (byte) low;
  }
}
