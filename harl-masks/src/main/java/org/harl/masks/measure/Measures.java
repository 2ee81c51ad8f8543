package org.harl.masks.measure;

import java.util.Arrays;
import org.harl.error.InvalidInputException;
import org.harl.image.Mask;
import org.harl.masks.saliency.Saliency;

/**
 * How well saliency maps agree with ground truth: means over the images added.
 *
 * <p>MAE: the mean absolute difference of map and truth. Max F: the largest over 256 thresholds of
 * {@code (1 + b) P R / (b P + R)} with {@code b = 0.3}, P and R the mean precision and recall of
 * the pixels at or above the threshold (Achanta et al. 2009). Adaptive F: the mean F at twice the
 * map's mean. S: {@link StructureMeasure}. IoU: intersection over union of mask and truth.
 *
 * <p>As in PySODMetrics, the precision of a map that chooses nothing at a threshold is 0, and so
 * are precision, recall and F where the truth has no foreground; MAE is as ever there, S is 1 less
 * the map's mean, and IoU is 1 if the mask is empty too and otherwise 0.
 */
public final class Measures {
  private static final double BETA = 0.3;

  private final double[] precision = new double[256];
  private final double[] recall = new double[256];
  private double adaptive;
  private double structure;
  private double error;
  private double overlap;
  private int images;

  /** No images yet. */
  public Measures() {}

  /**
   * Adds an image.
   *
   * @param map what was found, graded
   * @param mask what was found, cut out
   * @param truth the foreground
   * @throws InvalidInputException if the sizes differ
   */
  public void add(Saliency map, Mask mask, Mask truth) {
    requireSize(map.width(), map.height(), truth);
    requireSize(mask.width(), mask.height(), truth);
    byte[] grey = map.toBytes();
    byte[] wanted = truth.cells();
    long[] inside = new long[256];
    long[] all = new long[256];
    long sum = 0;
    double difference = 0;
    for (int i = 0; i < grey.length; i++) {
      int value = grey[i] & 0xff;
      all[value]++;
      inside[value] += wanted[i];
      sum += value;
      difference += Math.abs(value / 255.0 - wanted[i]);
    }
    long positives = Arrays.stream(inside).sum();
    count(inside, all, positives);
    adaptive += adaptiveF(inside, all, positives, 2.0 * sum / grey.length);
    structure += StructureMeasure.of(grey, wanted, map.width());
    error += difference / grey.length;
    overlap += overlap(mask, truth);
    images++;
  }

  private static void requireSize(int width, int height, Mask truth) {
    if (width != truth.width() || height != truth.height()) {
      throw new InvalidInputException(
          "measures: "
              + width
              + " x "
              + height
              + " against a truth of "
              + truth.width()
              + " x "
              + truth.height());
    }
  }

  /**
   * Intersection over union of two masks of one size; 1 where both are empty.
   *
   * @param a a mask
   * @param b another of the same size
   * @return 0..1
   */
  public static double overlap(Mask a, Mask b) {
    long both = 0;
    long either = 0;
    for (int i = 0; i < a.cells().length; i++) {
      both += a.cells()[i] & b.cells()[i];
      either += a.cells()[i] | b.cells()[i];
    }
    return either == 0 ? 1 : (double) both / either;
  }

  private static double adaptiveF(long[] inside, long[] all, long positives, double threshold) {
    long hits = 0;
    long chosen = 0;
    for (int t = (int) Math.ceil(Math.min(255, threshold)); t < 256; t++) {
      hits += inside[t];
      chosen += all[t];
    }
    return hits == 0 ? 0 : f((double) hits / chosen, (double) hits / positives);
  }

  private static double f(double precision, double recall) {
    return precision + recall == 0
        ? 0
        : (1 + BETA) * precision * recall / (BETA * precision + recall);
  }

  private void count(long[] inside, long[] all, long positives) {
    long hits = 0;
    long chosen = 0;
    for (int t = 255; t >= 0; t--) {
      hits += inside[t];
      chosen += all[t];
      precision[t] += (double) hits / Math.max(1, chosen);
      recall[t] += (double) hits / Math.max(1, positives);
    }
  }

  /** {@return images added} */
  public int images() {
    return images;
  }

  /** {@return mean absolute error, 0..1; lower is better} */
  public double meanAbsoluteError() {
    return error / images;
  }

  /** {@return the largest F over all thresholds, 0..1} */
  public double maxF() {
    double best = 0;
    for (int t = 0; t < 256; t++) {
      best = Math.max(best, f(precision[t] / images, recall[t] / images));
    }
    return best;
  }

  /** {@return the mean F at twice each map's mean, 0..1} */
  public double adaptiveF() {
    return adaptive / images;
  }

  /** {@return the mean S-measure, 0..1} */
  public double structure() {
    return structure / images;
  }

  /** {@return mean intersection over union of the masks, 0..1} */
  public double intersectionOverUnion() {
    return overlap / images;
  }
}
