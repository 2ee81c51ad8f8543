package org.harl.eval.classify;

import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;

/**
 * Scores {@code x W + b} of features; the class of the highest is the answer, of equal ones the
 * lowest.
 *
 * @param weights W, [D][K]
 * @param bias b, [K]
 */
public record LinearClassifier(double[][] weights, double[] bias) {
  /** All scores 0. */
  static LinearClassifier zero(int features, int classes) {
    return new LinearClassifier(new double[features][classes], new double[classes]);
  }

  /**
   * {@return the scores of a vector of features, [K]}
   *
   * @param features [D]
   */
  public double[] scores(float[] features) {
    if (features.length != weights.length) {
      throw new InvalidInputException(
          "linear classifier: features must be ["
              + weights.length
              + "], got ["
              + features.length
              + "]");
    }
    double[] scores = bias.clone();
    for (int d = 0; d < features.length; d++) {
      for (int k = 0; k < scores.length; k++) {
        scores[k] += features[d] * weights[d][k];
      }
    }
    return scores;
  }

  /**
   * {@return the class of each vector}
   *
   * @param features [N][D], as the encoder gives them
   */
  public int[] classify(float[][] features) {
    return IntStream.range(0, features.length)
        .parallel()
        .map(i -> best(scores(features[i])))
        .toArray();
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }

  /**
   * {@return the share of vectors whose class is among the k of the highest scores, 0..1} An equal
   * score of a lower class ranks before.
   *
   * @param features [N][D], as the encoder gives them
   * @param labels the class of each, 0-based
   * @param k how many of the highest scores count, 1 for top-1
   */
  public double accuracy(float[][] features, int[] labels, int k) {
    long right =
        IntStream.range(0, features.length)
            .parallel()
            .filter(i -> rank(scores(features[i]), labels[i]) < k)
            .count();
    return (double) right / features.length;
  }

  private static int rank(double[] scores, int label) {
    int before = 0;
    for (int k = 0; k < scores.length; k++) {
      boolean wins = scores[k] > scores[label] || scores[k] == scores[label] && k < label;
      before += wins ? 1 : 0;
    }
    return before;
  }
}
