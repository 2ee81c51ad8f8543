package org.harl.augment;

import org.harl.error.InvalidInputException;

/**
 * A rectangle of pixels in an image.
 *
 * @param top first row
 * @param left first column
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record CropBox(int top, int left, int height, int width) {
  /** Checks the extents. */
  public CropBox {
    if (top < 0 || left < 0 || height < 1 || width < 1) {
      throw new InvalidInputException(
          "crop box: top and left must be at least 0, height and width at least 1, got top "
              + top
              + ", left "
              + left
              + ", height "
              + height
              + ", width "
              + width);
    }
  }

  /**
   * {@return the box that covers a whole image}
   *
   * @param imageWidth columns, in pixels
   * @param imageHeight rows, in pixels
   */
  public static CropBox whole(int imageWidth, int imageHeight) {
    return new CropBox(0, 0, imageHeight, imageWidth);
  }

  void checkInside(String what, int imageWidth, int imageHeight) {
    if ((long) left + width > imageWidth || (long) top + height > imageHeight) {
      throw new InvalidInputException(
          what + " of " + imageWidth + " x " + imageHeight + " pixels does not hold " + this);
    }
  }
}
