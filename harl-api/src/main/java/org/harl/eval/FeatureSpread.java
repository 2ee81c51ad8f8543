package org.harl.eval;

import org.harl.error.InvalidInputException;

/** The signal of a collapse, of features: do they tell images apart at all? */
public final class FeatureSpread {
  private static final double LEAST = 1e-12;

  private FeatureSpread() {}

  /**
   * {@return the standard deviation over images of each dimension of the features as unit vectors,
   * averaged over the dimensions: near {@code 1 / sqrt(D)} for vectors that point everywhere, 0
   * after a collapse (Chen and He, "Exploring Simple Siamese Representation Learning", 2021,
   * section 4.1)}
   *
   * @param features [N][D]
   * @throws InvalidInputException if there are none
   */
  public static double of(float[][] features) {
    if (features.length == 0) {
      throw new InvalidInputException("feature spread: needs features, got none");
    }
    int width = features[0].length;
    double[] sums = new double[width];
    double[] squares = new double[width];
    for (float[] row : features) {
      double square = LEAST;
      for (float x : row) {
        square += (double) x * x;
      }
      double scale = 1 / Math.sqrt(square);
      for (int d = 0; d < width; d++) {
        sums[d] += scale * row[d];
        squares[d] += scale * row[d] * scale * row[d];
      }
    }
    double spread = 0;
    for (int d = 0; d < width; d++) {
      double mean = sums[d] / features.length;
      spread += Math.sqrt(Math.max(0, squares[d] / features.length - mean * mean)) / width;
    }
    return spread;
  }
}
