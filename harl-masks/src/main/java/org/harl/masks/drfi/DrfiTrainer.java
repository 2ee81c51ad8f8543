package org.harl.masks.drfi;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.masks.measure.MaskEvaluation;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.pixels.Segmentation;
import org.harl.masks.regions.ForestTrainer;
import org.harl.masks.regions.PixelFeatures;
import org.harl.masks.regions.RegionFeatures;
import org.harl.masks.regions.RegionForest;
import org.harl.masks.regions.RegionTruth;
import org.harl.masks.regions.SegmentationLevel;

/**
 * Trains DRFI's forest on images with ground truth. Regions of any level of which at least three
 * quarters are of one class are its rows; of the larger class at most 1.2 times as many as of the
 * smaller. Which rows are taken, and the forest, depend on images and seed alone.
 *
 * @param trees of the forest
 * @param depth of each tree, 1..12
 * @param mostRows of the smaller class, at most
 * @param seed what rows and features are drawn from
 */
public record DrfiTrainer(int trees, int depth, int mostRows, long seed) {
  /** Trees of the forest in the jar. */
  public static final int TREES = 300;

  /** Their depth. */
  public static final int DEPTH = 6;

  /** Rows of the smaller class that the forest in the jar was trained on, at most. */
  public static final int MOST_ROWS = 250_000;

  private static final double PURE = 0.75;
  private static final double BALANCE = 1.2;

  /** Checks the numbers. */
  public DrfiTrainer {
    if (trees < 1 || mostRows < 1 || depth < 1 || depth > 12) {
      throw new InvalidInputException(
          "drfi: trees and rows must be at least 1 and the depth 1..12, got "
              + trees
              + ", "
              + mostRows
              + " and "
              + depth);
    }
  }

  /** A region: rows of small order are kept. */
  private record Row(double order, float[] features) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return Double.compare(other.order, order);
    }
  }

  /** The rows of small order seen so far, the largest first. */
  private static final class Sample {
    private final PriorityQueue<Row> rows = new PriorityQueue<>();
    private final int most;

    Sample(int most) {
      this.most = most;
    }

    synchronized void add(Row row) {
      if (rows.size() < most || row.order < rows.peek().order) {
        rows.add(row);
      }
      if (rows.size() > most) {
        rows.remove();
      }
    }

    List<Row> ordered() {
      return rows.stream().sorted((a, b) -> Double.compare(a.order, b.order)).toList();
    }
  }

  /**
   * Trains on all cores.
   *
   * @param images at least one with regions of both classes
   * @param truth the foreground of every image
   * @param progress told the number of images read, from several threads
   * @return the trees, and how many regions they have seen
   * @throws InvalidInputException if there are no regions of one of the classes
   */
  public DrfiForest train(ImageSource images, Function<Image, Mask> truth, IntConsumer progress) {
    Sample foreground = new Sample(mostRows);
    Sample background = new Sample((int) (mostRows * BALANCE));
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            i -> {
              add(images, truth, i, foreground, background);
              progress.accept(done.incrementAndGet());
            });
    return forest(foreground.ordered(), background.ordered());
  }

  private void add(
      ImageSource images,
      Function<Image, Mask> truth,
      int index,
      Sample foreground,
      Sample background) {
    Image whole = MaskEvaluation.read(images, index);
    Image image = Scaling.within(whole, DrfiMasks.LARGEST_SIDE);
    float[] share = RegionTruth.foreground(truth.apply(whole), image.width(), image.height());
    PixelFeatures pixels = DrfiMasks.pixels(image);
    Draws draws = Draws.ofSeed(seed).fork("drfi").fork(index);
    int drawn = 0;
    for (Segmentation level : SegmentationLevel.segmentations(image)) {
      float[] features = RegionFeatures.of(pixels, level);
      double[] shares = RegionTruth.shares(level, share);
      for (int region = 0; region < shares.length; region++) {
        double order = draws.uniform(drawn++, 0, 1);
        if (shares[region] >= PURE) {
          foreground.add(row(order, features, region));
        } else if (shares[region] <= 1 - PURE) {
          background.add(row(order, features, region));
        }
      }
    }
  }

  private static Row row(double order, float[] features, int region) {
    float[] own = new float[RegionFeatures.SIZE];
    System.arraycopy(features, region * RegionFeatures.SIZE, own, 0, RegionFeatures.SIZE);
    return new Row(order, own);
  }

  private DrfiForest forest(List<Row> foreground, List<Row> background) {
    if (foreground.isEmpty() || background.isEmpty()) {
      throw new InvalidInputException(
          "drfi: "
              + foreground.size()
              + " regions of foreground and "
              + background.size()
              + " of background; both are needed, look at the ground truth");
    }
    int ones = (int) Math.min(foreground.size(), BALANCE * background.size());
    int zeros = (int) Math.min(background.size(), BALANCE * foreground.size());
    List<float[]> rows = new ArrayList<>();
    foreground.subList(0, ones).forEach(row -> rows.add(row.features));
    background.subList(0, zeros).forEach(row -> rows.add(row.features));
    byte[] labels = new byte[rows.size()];
    for (int i = 0; i < ones; i++) {
      labels[i] = 1;
    }
    RegionForest forest =
        ForestTrainer.train(rows.toArray(float[][]::new), labels, trees, depth, seed);
    return new DrfiForest(forest, ones, zeros);
  }
}
