package org.harl.eval.detection;

import org.harl.error.InvalidInputException;

/**
 * A rectangle of an image, in pixels.
 *
 * @param x of the left side
 * @param y of the upper side
 * @param width at least 0
 * @param height at least 0
 */
public record Box(double x, double y, double width, double height) {
  /** Checks the numbers. */
  public Box {
    if (!(width >= 0 && height >= 0 && Double.isFinite(x + y + width + height))) {
      throw new InvalidInputException(
          "box: numbers must be finite, width and height at least 0, got "
              + x
              + ", "
              + y
              + ", "
              + width
              + ", "
              + height);
    }
  }

  double area() {
    return width * height;
  }

  private double shared(Box other) {
    double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    return across > 0 && down > 0 ? across * down : 0;
  }

  /**
   * {@return the area that both cover by the area that either covers, 0..1; 0 of nothing}
   *
   * @param other in pixels of the same image
   */
  public double intersectionOverUnion(Box other) {
    double shared = shared(other);
    return shared > 0 ? shared / (area() + other.area() - shared) : 0;
  }

  /** As {@link #intersectionOverUnion}, but both ends are pixels of the box: PASCAL VOC's. */
  double pixelOverlap(Box other) {
    return new Box(x, y, width + 1, height + 1)
        .intersectionOverUnion(new Box(other.x, other.y, other.width + 1, other.height + 1));
  }

  /** The share of this box that the other covers, 0..1. */
  double coveredBy(Box other) {
    return area() > 0 ? shared(other) / area() : 0;
  }
}
