package org.harl.masks.regions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Boosts trees: each lessens the logistic loss that those before it leave, on half of the rows and
 * by thirty features, drawn anew for each (Friedman, "Stochastic Gradient Boosting", 2002).
 */
public final class ForestTrainer {
  private static final int TRIED = 30;
  private static final double RATE = 0.1;

  private final byte[][] columns;
  private final byte[] labels;
  private final float[] scores;
  private final float[] slopes;
  private final float[] curvatures;
  private final SplittableRandom random;

  private ForestTrainer(byte[][] columns, byte[] labels, float base, long seed) {
    this.columns = columns;
    this.labels = labels;
    scores = new float[labels.length];
    slopes = new float[labels.length];
    curvatures = new float[labels.length];
    random = new SplittableRandom(seed);
    Arrays.fill(scores, base);
  }

  /**
   * A forest; it depends on no number of threads.
   *
   * @param rows [n][93]
   * @param labels [n], 1 for foreground, 0 for background; there are both
   */
  public static RegionForest train(float[][] rows, byte[] labels, int trees, int depth, long seed) {
    QuantileBins bins = QuantileBins.of(rows);
    byte[][] columns = new byte[rows[0].length][rows.length];
    IntStream.range(0, columns.length)
        .parallel()
        .forEach(
            f -> {
              for (int i = 0; i < rows.length; i++) {
                columns[f][i] = bins.bin(f, rows[i][f]);
              }
            });
    int ones = 0;
    for (byte label : labels) {
      ones += label;
    }
    float base = (float) StrictMath.log((double) ones / (labels.length - ones));
    ForestTrainer trainer = new ForestTrainer(columns, labels, base, seed);
    List<RegionTree> grown = new ArrayList<>();
    for (int tree = 0; tree < trees; tree++) {
      grown.add(trainer.next(depth));
    }
    return new RegionForest(bins, base, List.copyOf(grown));
  }

  private RegionTree next(int depth) {
    for (int i = 0; i < scores.length; i++) {
      boolean taken = random.nextBoolean();
      float share = RegionForest.logistic(scores[i]);
      slopes[i] = taken ? labels[i] - share : 0;
      curvatures[i] = taken ? share * (1 - share) : 0;
    }
    int[] tried = random.ints(0, columns.length).distinct().limit(TRIED).toArray();
    int[] leaf = new int[scores.length];
    RegionTree tree = new TreeGrower(columns, slopes, curvatures, tried).grow(depth, RATE, leaf);
    for (int i = 0; i < scores.length; i++) {
      scores[i] += tree.leaves()[leaf[i]];
    }
    return tree;
  }
}
