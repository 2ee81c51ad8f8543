package org.harl.eval;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.harl.spi.Backend;

/**
 * The linear evaluation of features that stay as they are: logistic regression whose penalty is the
 * best of 45 between 1e-6 and 1e5, spaced evenly in their logarithms, on a fifth of the training
 * images (Kornblith, Shlens and Le, "Do Better ImageNet Models Transfer Better?", CVPR 2019,
 * appendix A); then all training images are used. Features are centred, and scaled by one number so
 * that their mean square is 1.
 *
 * @param classifier of features that went through {@link #prepared}
 * @param l2 its penalty
 * @param validation the share of the held-out fifth that was right with it
 * @param mean of the features
 * @param scale that they were multiplied by
 */
public record LinearProbe(
    LinearClassifier classifier, double l2, double validation, float[] mean, float scale) {
  /** How many penalties are tried. */
  public static final int PENALTIES = 45;

  private static final double LARGEST = 1e5;
  private static final double SMALLEST = 1e-6;

  /** The penalties, the largest first. */
  static double[] penalties() {
    double[] all = new double[PENALTIES];
    double ratio = Math.log(SMALLEST / LARGEST) / (PENALTIES - 1);
    for (int i = 0; i < PENALTIES; i++) {
      all[i] = LARGEST * StrictMath.exp(ratio * i);
    }
    return all;
  }

  /**
   * Trains it.
   *
   * @param features [N][D], as the encoder gives them
   * @param labels the class of each, 0-based
   * @param classes K, at least 2
   * @param seed draws the fifth that is held out, the same share of every class
   * @param progress is told how many penalties were tried
   */
  public static LinearProbe train(
      Backend backend,
      float[][] features,
      int[] labels,
      int classes,
      long seed,
      IntConsumer progress) {
    float[] mean = mean(features);
    LinearProbe empty =
        new LinearProbe(
            LinearClassifier.zero(mean.length, classes), 0, 0, mean, scale(features, mean));
    float[][] all = empty.prepared(features);
    HeldOut heldOut = HeldOut.of(labels, classes, seed);
    LinearProbe best = best(backend, all, labels, classes, heldOut, empty, progress);
    try (LogisticRegression whole = new LogisticRegression(backend, all, labels, classes)) {
      LinearClassifier classifier = whole.fit(best.l2, best.classifier);
      return new LinearProbe(classifier, best.l2, best.validation, mean, empty.scale);
    }
  }

  private static LinearProbe best(
      Backend backend,
      float[][] all,
      int[] labels,
      int classes,
      HeldOut heldOut,
      LinearProbe empty,
      IntConsumer progress) {
    Part train = Part.of(all, labels, heldOut, false);
    Part validation = Part.of(all, labels, heldOut, true);
    LinearProbe best = empty;
    LinearClassifier last = empty.classifier;
    int tried = 0;
    try (LogisticRegression part =
        new LogisticRegression(backend, train.features, train.labels, classes)) {
      for (double l2 : penalties()) {
        last = part.fit(l2, last);
        double right = last.accuracy(validation.features, validation.labels, 1);
        if (tried == 0 || right > best.validation) {
          best = new LinearProbe(last, l2, right, empty.mean, empty.scale);
        }
        progress.accept(++tried);
      }
    }
    return best;
  }

  private record Part(float[][] features, int[] labels) {
    static Part of(float[][] all, int[] labels, HeldOut heldOut, boolean held) {
      int[] indices = heldOut.indices(held);
      return new Part(
          Arrays.stream(indices).mapToObj(i -> all[i]).toArray(float[][]::new),
          Arrays.stream(indices).map(i -> labels[i]).toArray());
    }
  }

  /** Features as the classifier takes them. */
  public float[][] prepared(float[][] features) {
    float[][] prepared = new float[features.length][mean.length];
    for (int i = 0; i < features.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        prepared[i][d] = (features[i][d] - mean[d]) * scale;
      }
    }
    return prepared;
  }

  private static float[] mean(float[][] features) {
    double[] sums = new double[features[0].length];
    for (float[] row : features) {
      for (int d = 0; d < sums.length; d++) {
        sums[d] += row[d];
      }
    }
    float[] mean = new float[sums.length];
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (float) (sums[d] / features.length);
    }
    return mean;
  }

  private static float scale(float[][] features, float[] mean) {
    double sum = 0;
    for (float[] row : features) {
      for (int d = 0; d < mean.length; d++) {
        sum += (row[d] - mean[d]) * (double) (row[d] - mean[d]);
      }
    }
    double square = sum / ((double) features.length * mean.length);
    return square > 0 ? (float) (1 / Math.sqrt(square)) : 1;
  }
}
