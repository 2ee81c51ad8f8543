package org.harl.masks;

import org.harl.InvalidInputException;
import org.harl.mask.Mask;

/**
 * How well saliency maps agree with ground truth: means over the images added.
 *
 * <p>MAE: the mean absolute difference of map and truth. Max F: the largest over 256 thresholds of
 * {@code (1 + b) P R / (b P + R)} with {@code b = 0.3}, P and R the mean precision and recall of
 * the pixels at or above the threshold (Achanta et al. 2009). IoU: intersection over union of mask
 * and truth.
 */
public final class Measures {
  private static final double BETA = 0.3;

  private final double[] precision = new double[256];
  private final double[] recall = new double[256];
  private double error;
  private double overlap;
  private int images;

  /** No images yet. */
  public Measures() {}

  /**
   * Adds an image.
   *
   * @throws InvalidInputException if the sizes differ, or nothing of the truth is foreground
   */
  public void add(Saliency map, Mask mask, Mask truth) {
    if (map.width() != truth.width()
        || map.height() != truth.height()
        || mask.width() != truth.width()
        || mask.height() != truth.height()) {
      throw new InvalidInputException(
          "measures: a map of "
              + map.width()
              + " x "
              + map.height()
              + " against a truth of "
              + truth.width()
              + " x "
              + truth.height());
    }
    byte[] grey = map.toBytes();
    byte[] wanted = truth.cells();
    long[] inside = new long[256];
    long[] all = new long[256];
    double difference = 0;
    long positives = 0;
    long both = 0;
    long either = 0;
    for (int i = 0; i < grey.length; i++) {
      all[grey[i] & 0xff]++;
      inside[grey[i] & 0xff] += wanted[i];
      positives += wanted[i];
      difference += Math.abs((grey[i] & 0xff) / 255.0 - wanted[i]);
      both += mask.cells()[i] & wanted[i];
      either += mask.cells()[i] | wanted[i];
    }
    if (positives == 0) {
      throw new InvalidInputException("measures: the truth has no foreground");
    }
    count(inside, all, positives);
    error += difference / grey.length;
    overlap += (double) both / either;
    images++;
  }

  private void count(long[] inside, long[] all, long positives) {
    long hits = 0;
    long chosen = 0;
    for (int t = 255; t >= 0; t--) {
      hits += inside[t];
      chosen += all[t];
      precision[t] += chosen == 0 ? 1 : (double) hits / chosen;
      recall[t] += (double) hits / positives;
    }
  }

  /** Images added. */
  public int images() {
    return images;
  }

  /** Mean absolute error, 0..1; lower is better. */
  public double meanAbsoluteError() {
    return error / images;
  }

  /** The largest F over all thresholds, 0..1. */
  public double maxF() {
    double best = 0;
    for (int t = 0; t < 256; t++) {
      double p = precision[t] / images;
      double r = recall[t] / images;
      best = Math.max(best, p + r == 0 ? 0 : (1 + BETA) * p * r / (BETA * p + r));
    }
    return best;
  }

  /** Mean intersection over union of the masks, 0..1. */
  public double intersectionOverUnion() {
    return overlap / images;
  }
}
