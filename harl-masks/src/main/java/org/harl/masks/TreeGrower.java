package org.harl.masks;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Grows one regression tree of a random forest (Breiman 2001): on a bootstrap sample; each node
 * takes, of fifteen features drawn, the split that leaves the least squared error.
 */
final class TreeGrower {
  private static final int TRIED = 15;

  private final byte[][] columns;
  private final byte[] labels;
  private final int leastLeaf;
  private final SplittableRandom random;
  private final int[] rows;
  private final int[] counts = new int[QuantileBins.COUNT];
  private final int[] hits = new int[QuantileBins.COUNT];
  private final ByteArrayOutputStream features = new ByteArrayOutputStream();
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private char[] right = new char[1024];

  /**
   * @param columns [features][rows], bins
   * @param labels [rows], 0 or 1
   * @param leastLeaf rows of a leaf, at least
   */
  TreeGrower(byte[][] columns, byte[] labels, int leastLeaf, long seed) {
    this.columns = columns;
    this.labels = labels;
    this.leastLeaf = leastLeaf;
    random = new SplittableRandom(seed);
    rows = random.ints(labels.length, 0, labels.length).toArray();
  }

  /** A question: rows whose bin of a feature is at most {@code bin} go left. */
  private record Split(int feature, int bin, double gain) {}

  RegressionTree grow() {
    grow(0, rows.length);
    int nodes = features.size();
    return new RegressionTree(
        features.toByteArray(), values.toByteArray(), Arrays.copyOf(right, nodes));
  }

  private void grow(int from, int to) {
    int node = features.size();
    int ones = 0;
    for (int i = from; i < to; i++) {
      ones += labels[rows[i]];
    }
    boolean isPure = ones == 0 || ones == to - from;
    // two leaves more must not take the tree beyond its limit, whatever is still open
    boolean isFull = node > RegressionTree.MOST_NODES - 4096;
    Split split = isPure || isFull || to - from < 2 * leastLeaf ? null : best(from, to, ones);
    if (split == null) {
      add(RegressionTree.LEAF, Math.round(255f * ones / (to - from)));
      return;
    }
    add((byte) split.feature, split.bin);
    int middle = partition(from, to, split);
    grow(from, middle);
    right[node] = (char) features.size();
    grow(middle, to);
  }

  private void add(byte feature, int value) {
    features.write(feature);
    values.write(value);
    if (features.size() > right.length) {
      right = Arrays.copyOf(right, 2 * right.length);
    }
  }

  private Split best(int from, int to, int ones) {
    Split best = null;
    for (int t = 0; t < TRIED; t++) {
      int feature = random.nextInt(columns.length);
      Split split = best(feature, from, to, ones);
      if (split != null && (best == null || split.gain > best.gain)) {
        best = split;
      }
    }
    return best;
  }

  private Split best(int feature, int from, int to, int ones) {
    Arrays.fill(counts, 0);
    Arrays.fill(hits, 0);
    byte[] column = columns[feature];
    for (int i = from; i < to; i++) {
      counts[column[rows[i]]]++;
      hits[column[rows[i]]] += labels[rows[i]];
    }
    int all = to - from;
    double whole = (double) ones * ones / all;
    Split best = null;
    int left = 0;
    int onesLeft = 0;
    for (int bin = 0; bin < QuantileBins.COUNT - 1 && all - left >= leastLeaf; bin++) {
      left += counts[bin];
      onesLeft += hits[bin];
      if (counts[bin] == 0 || left < leastLeaf || all - left < leastLeaf) {
        continue;
      }
      double onesRight = ones - onesLeft;
      double gain = (double) onesLeft * onesLeft / left + onesRight * onesRight / (all - left);
      if (gain > whole + 1e-9 && (best == null || gain > best.gain)) {
        best = new Split(feature, bin, gain);
      }
    }
    return best;
  }

  private int partition(int from, int to, Split split) {
    byte[] column = columns[split.feature];
    int low = from;
    int high = to - 1;
    while (low <= high) {
      if (column[rows[low]] <= split.bin) {
        low++;
      } else {
        int row = rows[low];
        rows[low] = rows[high];
        rows[high--] = row;
      }
    }
    return low;
  }
}
