package org.harl.eval.detection;

/** How large objects are, by their area in pixels, both ends in: the sizes of COCO. */
public enum ObjectSize {
  /** Of any size. */
  ALL(0, 1e10),
  /** Up to 32 x 32. */
  SMALL(0, 32 * 32),
  /** 32 x 32 to 96 x 96. */
  MEDIUM(32 * 32, 96 * 96),
  /** From 96 x 96. */
  LARGE(96 * 96, 1e10);

  private final double least;
  private final double most;

  ObjectSize(double least, double most) {
    this.least = least;
    this.most = most;
  }

  boolean holds(double area) {
    return area >= least && area <= most;
  }
}
