package org.harl.eval.neighbours;

import java.util.Arrays;
import org.harl.error.InvalidInputException;

/** How neighbours come to a class. */
final class Vote {
  private Vote() {}

  static void requireLabels(float[][] vectors, int[] labels) {
    if (vectors.length == 0 || vectors.length != labels.length) {
      throw new InvalidInputException(
          "kNN: needs known vectors and a label for each, got "
              + vectors.length
              + " vectors and "
              + labels.length
              + " labels");
    }
    if (Arrays.stream(labels).anyMatch(label -> label < 0)) {
      throw new InvalidInputException("kNN: labels must be at least 0");
    }
  }

  static void requireNeighbours(int k) {
    if (k < 1) {
      throw new InvalidInputException("kNN: neighbours must be at least 1, got " + k);
    }
  }

  static void requireTemperature(double temperature) {
    if (!(temperature > 0)) {
      throw new InvalidInputException("kNN: temperature must be above 0, got " + temperature);
    }
  }

  /**
   * The class that the first k have most votes for, the lower number of equal ones.
   *
   * @param labels of all known vectors
   * @param classes above every label
   */
  static int of(Neighbours nearest, int k, double temperature, int[] labels, int classes) {
    double[] votes = new double[classes];
    for (int i = 0; i < Math.min(k, nearest.count()); i++) {
      // relative to the best, so that a low temperature does not overflow
      double cosine = nearest.cosine(i) - nearest.cosine(0);
      votes[labels[nearest.index(i)]] += StrictMath.exp(cosine / temperature);
    }
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }
}
