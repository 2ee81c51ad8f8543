package org.harl.eval.classify;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.harl.spi.Backend;

/**
 * The linear evaluation of features that stay as they are: logistic regression whose penalty is the
 * best of 45 between 1e-6 and 1e5, spaced evenly in their logarithms, on a fifth of the training
 * images (Kornblith, Shlens and Le, "Do Better ImageNet Models Transfer Better?", CVPR 2019,
 * appendix A); then all training images are used. Where a class has fewer than 5 images, the
 * penalty is chosen by cross-validation, stratified, of as many parts as the smallest class of more
 * than one image has; of penalties that do equally well there the middle one. Where every class has
 * one image, nothing can be held out: the penalty is 1. Features are centred, and scaled by one
 * number so that their mean square is 1.
 *
 * @param classifier of features that went through {@link #prepared}
 * @param l2 its penalty
 * @param validation the share of the held-out images that was right with it; NaN if none was
 * @param parts how many were held out in turn
 * @param mean of the features
 * @param scale that they were multiplied by
 */
public record LinearProbe(
    LinearClassifier classifier,
    double l2,
    double validation,
    int parts,
    float[] mean,
    float scale) {
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
   * @param backend computes; it stays open, and the caller's to close
   * @param features [N][D], as the encoder gives them
   * @param labels the class of each, 0-based
   * @param classes K, at least 2
   * @param seed draws what is held out, the same share of every class
   * @param progress is told how many penalties were tried, of {@link #PENALTIES}
   * @return the classifier of the penalty that was best on what was held out, trained on all
   */
  public static LinearProbe train(
      Backend backend,
      float[][] features,
      int[] labels,
      int classes,
      long seed,
      IntConsumer progress) {
    float[] mean = mean(features);
    LinearClassifier zero = LinearClassifier.zero(mean.length, classes);
    LinearProbe empty = new LinearProbe(zero, 1, Double.NaN, 0, mean, scale(features, mean));
    float[][] all = empty.prepared(features);
    List<HeldOut> parts = HeldOut.parts(labels, classes, seed);
    LinearProbe best = empty;
    if (!parts.isEmpty()) {
      Search search = new Search(parts.size());
      parts.forEach(part -> search.add(backend, all, labels, classes, part, progress));
      best = search.best(empty);
    }
    try (LogisticRegression whole = new LogisticRegression(backend, all, labels, classes)) {
      LinearClassifier classifier = whole.fit(best.l2, best.classifier);
      return new LinearProbe(classifier, best.l2, best.validation, best.parts, mean, empty.scale);
    }
  }

  /** How many of the held-out images each penalty gets right, over all parts. */
  private static final class Search {
    private final int parts;
    private final double[] penalties = penalties();
    private final long[] right = new long[PENALTIES];
    private final LinearClassifier[] last = new LinearClassifier[PENALTIES];
    private long held;
    private int tried;

    Search(int parts) {
      this.parts = parts;
    }

    /** Learns from what is not held out, from the largest penalty down. */
    void add(
        Backend backend,
        float[][] all,
        int[] labels,
        int classes,
        HeldOut heldOut,
        IntConsumer progress) {
      Part train = Part.of(all, labels, heldOut, false);
      Part validation = Part.of(all, labels, heldOut, true);
      LinearClassifier start = LinearClassifier.zero(all[0].length, classes);
      try (LogisticRegression part =
          new LogisticRegression(backend, train.features, train.labels, classes)) {
        for (int i = 0; i < PENALTIES; i++) {
          last[i] = part.fit(penalties[i], i == 0 ? start : last[i - 1]);
          double share = last[i].accuracy(validation.features, validation.labels, 1);
          right[i] += Math.round(share * validation.labels.length);
          progress.accept(++tried / parts);
        }
      }
      held += validation.labels.length;
    }

    /** Of the one part's the largest that is best, of several parts' the middle. */
    LinearProbe best(LinearProbe empty) {
      long most = Arrays.stream(right).max().orElseThrow();
      int[] equal = IntStream.range(0, PENALTIES).filter(i -> right[i] == most).toArray();
      int chosen = parts == 1 ? equal[0] : equal[equal.length / 2];
      return new LinearProbe(
          last[chosen], penalties[chosen], (double) most / held, parts, empty.mean, empty.scale);
    }
  }

  private record Part(float[][] features, int[] labels) {
    static Part of(float[][] all, int[] labels, HeldOut heldOut, boolean held) {
      int[] indices = heldOut.indices(held);
      return new Part(
          Arrays.stream(indices).mapToObj(i -> all[i]).toArray(float[][]::new),
          Arrays.stream(indices).map(i -> labels[i]).toArray());
    }
  }

  /**
   * {@return features as the classifier takes them}
   *
   * @param features [N][D], as the encoder gives them
   */
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
