package org.harl.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.harl.InvalidInputException;
import org.harl.data.ImageSource;

/**
 * kNN classification of vectors (Wu et al. 2018): the 20 nearest by cosine vote with {@code exp(cos
 * / 0.07)}.
 */
final class NearestNeighbours {
  private static final int K = 20;
  private static final double TEMPERATURE = 0.07;

  private NearestNeighbours() {}

  /** The labels of a source, all of which must have one. */
  static int[] labels(String option, ImageSource source) {
    return IntStream.range(0, source.size())
        .map(
            i ->
                source
                    .label(i)
                    .orElseThrow(
                        () ->
                            new InvalidInputException(
                                option + ": '" + source.name(i) + "' is in no class folder")))
        .toArray();
  }

  /** The share of queries whose class is found, 0..1. */
  static double accuracy(float[][] known, int[] labels, float[][] queries, int[] expected) {
    float[][] directions =
        Arrays.stream(known).map(NearestNeighbours::unit).toArray(float[][]::new);
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    long right =
        IntStream.range(0, queries.length)
            .parallel()
            .filter(i -> vote(directions, labels, classes, unit(queries[i])) == expected[i])
            .count();
    return (double) right / queries.length;
  }

  private static int vote(float[][] known, int[] labels, int classes, float[] query) {
    double[] cosines = new double[known.length];
    for (int i = 0; i < known.length; i++) {
      double sum = 0;
      for (int j = 0; j < query.length; j++) {
        sum += known[i][j] * query[j];
      }
      cosines[i] = sum;
    }
    double[] votes = new double[classes];
    IntStream.range(0, known.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -cosines[i]))
        .limit(K)
        .forEach(i -> votes[labels[i]] += StrictMath.exp(cosines[i] / TEMPERATURE));
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }

  private static float[] unit(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    float scale = (float) (1 / Math.sqrt(Math.max(sum, 1e-12)));
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = vector[i] * scale;
    }
    return unit;
  }
}
