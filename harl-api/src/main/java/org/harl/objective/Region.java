package org.harl.objective;

import java.util.Comparator;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * A part of a view that is pooled into a vector a sample, or K parts into K. Regions are ordered:
 * image, foreground, background, those of a label, those that are sampled.
 *
 * @param kind how its cells are found
 * @param number of {@link Kind#LABEL}: the label; of {@link Kind#SAMPLED}: K; else 0
 */
public record Region(Kind kind, int number) implements Comparable<Region> {
  /** The whole view. */
  public static final Region IMAGE = new Region(Kind.IMAGE, 0);

  /** Where the view's mask is 1. */
  public static final Region FOREGROUND = new Region(Kind.FOREGROUND, 0);

  /** Where the view's mask is 0. */
  public static final Region BACKGROUND = new Region(Kind.BACKGROUND, 0);

  private static final int MOST_LABELS = 255;

  /** How a region's cells are found. */
  public enum Kind {
    /** All cells. */
    IMAGE,
    /** Where a mask of 0 and 1 is 1. */
    FOREGROUND,
    /** What the foreground leaves. */
    BACKGROUND,
    /** Where a map of labels has this one. */
    LABEL,
    /** K regions: where a map of labels has what was sampled of it. */
    SAMPLED
  }

  /** Checks the number. */
  public Region {
    int least = kind == Kind.SAMPLED ? 1 : 0;
    int most = kind == Kind.LABEL ? MOST_LABELS - 1 : kind == Kind.SAMPLED ? MOST_LABELS : 0;
    if (number < least || number > most) {
      throw new InvalidInputException(
          "region: the number of " + kind + " must be " + least + ".." + most + ", got " + number);
    }
  }

  /** {@return foreground, background and the image, in their order} */
  public static List<Region> ofMasks() {
    return List.of(IMAGE, FOREGROUND, BACKGROUND);
  }

  /**
   * {@return where the view's map of labels has this one}
   *
   * @param label 0..254
   */
  public static Region label(int label) {
    return new Region(Kind.LABEL, label);
  }

  /**
   * {@return the K regions that were sampled of each view's map of labels} The step is fed the map,
   * in which 255 is no region, and the labels of the K as ids. One region may be sampled several
   * times; of a view that has none the ids are -1, which no cell has.
   *
   * @param count K, 1..255
   */
  public static Region sampled(int count) {
    return new Region(Kind.SAMPLED, count);
  }

  /**
   * {@return its name in outputs and reports: {@code image}, {@code foreground}, {@code label7} .}
   */
  public String label() {
    return switch (kind) {
      case IMAGE -> "image";
      case FOREGROUND -> "foreground";
      case BACKGROUND -> "background";
      case LABEL -> "label" + number;
      case SAMPLED -> "sampled" + number;
    };
  }

  /** {@return K: how many vectors a sample it is pooled into} */
  public int count() {
    return kind == Kind.SAMPLED ? number : 1;
  }

  /** {@return whether pooling it needs a mask} */
  public boolean masked() {
    return kind != Kind.IMAGE;
  }

  /** {@return whether its mask is a map of labels, and not of 0 and 1} */
  public boolean labelled() {
    return kind == Kind.LABEL || kind == Kind.SAMPLED;
  }

  /**
   * {@return its cells, 1 inside and 0 outside, in the shape of a foreground mask [N, 1, H, W]}
   *
   * @param mask [N, 1, H, W], of 0 and 1, or of labels for regions of those
   */
  public Tensor cover(Tensor mask) {
    Recorder recorder = mask.recorder();
    return switch (kind) {
      case IMAGE -> recorder.constant(1).broadcastTo(mask.shape());
      case BACKGROUND -> recorder.constant(1).subtract(mask);
      case FOREGROUND, LABEL, SAMPLED -> mask;
    };
  }

  /**
   * Records whether it has a cell in every view of a sample: masks [N, 1, H, W] to [N, 1].
   *
   * @param masks of each view, [N, 1, H, W]
   * @return REAL [N, 1], 1 where it has, else 0
   */
  public Tensor present(List<Tensor> masks) {
    return masks.stream()
        .map(mask -> area(cover(mask)))
        .reduce(Tensor::minimum)
        .map(Region::some)
        .orElseThrow();
  }

  /**
   * {@return how many cells are covered: [N, K, H, W] to [N, K]}
   *
   * @param cover [N, K, H, W], of 0 and 1
   */
  public static Tensor area(Tensor cover) {
    return cover.sum(2, 3).reshape(cover.shape().dim(0), cover.shape().dim(1));
  }

  /** Whether there is a cell in both, of areas [N, K]. */
  static Tensor present(Tensor area, Tensor other) {
    return some(area.minimum(other));
  }

  private static Tensor some(Tensor area) {
    return area.recorder().constant(0).less(area).toReal();
  }

  @Override
  public int compareTo(Region other) {
    return Comparator.comparing(Region::kind).thenComparing(Region::number).compare(this, other);
  }

  @Override
  public String toString() {
    return label();
  }
}
