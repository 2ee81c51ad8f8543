package org.harl.masks.regions;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Grows a tree level by level to what lessens a loss most, by its first two derivatives (Friedman,
 * Annals of Statistics 2001; Chen and Guestrin, KDD 2016, equations 5 to 7).
 */
final class TreeGrower {
  private static final double RIDGE = 1;
  private static final double LEAST_CURVATURE = 3;

  private final byte[][] columns;
  private final float[] slopes;
  private final float[] curvatures;
  private final int[] tried;

  /**
   * @param columns [features][rows], bins
   * @param slopes [rows], the loss's first derivative, negated; 0 for a row left out
   * @param curvatures [rows], its second derivative; 0 for a row left out
   * @param tried the features that may be asked for
   */
  TreeGrower(byte[][] columns, float[] slopes, float[] curvatures, int[] tried) {
    this.columns = columns;
    this.slopes = slopes;
    this.curvatures = curvatures;
    this.tried = tried;
  }

  /** For each node of a level, the best question about one feature and what it gains. */
  private record Best(double[] gains, byte[] bins) {}

  /**
   * A tree.
   *
   * @param node [rows], receives each row's leaf
   * @param rate what leaves are scaled by
   */
  RegionTree grow(int depth, double rate, int[] node) {
    int leaves = 1 << depth;
    byte[] features = new byte[leaves];
    byte[] bins = new byte[leaves];
    Arrays.fill(features, RegionTree.NONE);
    Arrays.fill(node, 0);
    for (int nodes = 1; nodes < leaves; nodes *= 2) {
      int level = nodes;
      Best[] found =
          IntStream.range(0, tried.length)
              .parallel()
              .mapToObj(t -> best(columns[tried[t]], level, node))
              .toArray(Best[]::new);
      for (int n = 0; n < nodes; n++) {
        ask(found, n, nodes + n, features, bins);
      }
      descend(nodes, features, bins, node);
    }
    return new RegionTree(features, bins, answers(leaves, rate, node));
  }

  private void ask(Best[] found, int n, int at, byte[] features, byte[] bins) {
    double most = 1e-6;
    for (int t = 0; t < found.length; t++) {
      if (found[t].gains[n] > most) {
        most = found[t].gains[n];
        features[at] = (byte) tried[t];
        bins[at] = found[t].bins[n];
      }
    }
  }

  private Best best(byte[] column, int nodes, int[] node) {
    float[] slope = new float[nodes * QuantileBins.COUNT];
    float[] curvature = new float[nodes * QuantileBins.COUNT];
    for (int i = 0; i < node.length; i++) {
      int at = node[i] * QuantileBins.COUNT + column[i];
      slope[at] += slopes[i];
      curvature[at] += curvatures[i];
    }
    Best best = new Best(new double[nodes], new byte[nodes]);
    for (int n = 0; n < nodes; n++) {
      split(slope, curvature, n, best);
    }
    return best;
  }

  private static void split(float[] slope, float[] curvature, int n, Best best) {
    int from = n * QuantileBins.COUNT;
    double slopes = 0;
    double curvatures = 0;
    for (int bin = from; bin < from + QuantileBins.COUNT; bin++) {
      slopes += slope[bin];
      curvatures += curvature[bin];
    }
    double left = 0;
    double curvatureLeft = 0;
    for (int bin = 0; bin < QuantileBins.COUNT - 1; bin++) {
      left += slope[from + bin];
      curvatureLeft += curvature[from + bin];
      double curvatureRight = curvatures - curvatureLeft;
      if (curvatureLeft >= LEAST_CURVATURE && curvatureRight >= LEAST_CURVATURE) {
        double gain =
            gain(left, curvatureLeft)
                + gain(slopes - left, curvatureRight)
                - gain(slopes, curvatures);
        if (gain > best.gains[n]) {
          best.gains[n] = gain;
          best.bins[n] = (byte) bin;
        }
      }
    }
  }

  private static double gain(double slope, double curvature) {
    return slope * slope / (curvature + RIDGE);
  }

  private void descend(int nodes, byte[] features, byte[] bins, int[] node) {
    for (int i = 0; i < node.length; i++) {
      int at = nodes + node[i];
      boolean right = features[at] != RegionTree.NONE && columns[features[at]][i] > bins[at];
      node[i] = 2 * node[i] + (right ? 1 : 0);
    }
  }

  private float[] answers(int leaves, double rate, int[] node) {
    double[] slope = new double[leaves];
    double[] curvature = new double[leaves];
    for (int i = 0; i < node.length; i++) {
      slope[node[i]] += slopes[i];
      curvature[node[i]] += curvatures[i];
    }
    float[] answers = new float[leaves];
    for (int leaf = 0; leaf < leaves; leaf++) {
      answers[leaf] = (float) (rate * slope[leaf] / (curvature[leaf] + RIDGE));
    }
    return answers;
  }
}
