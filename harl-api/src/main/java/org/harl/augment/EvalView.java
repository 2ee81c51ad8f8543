package org.harl.augment;

import java.nio.ByteBuffer;
import org.harl.InvalidInputException;
import org.harl.data.Image;
import org.harl.mask.Mask;

/**
 * The one view of an image that evaluation uses: the whole image resized until its short side is
 * {@code size}, then the centred square. An image of size x size is passed on bit for bit.
 *
 * @param size height and width of the view in pixels, at least 1
 */
public record EvalView(int size) {
  /** Checks the size. */
  public EvalView {
    if (size < 1) {
      throw new InvalidInputException("evaluation view: size must be at least 1, got " + size);
    }
  }

  /**
   * Writes the pixels, rounded and clipped, as [3, size, size].
   *
   * @param out receives 3 * size * size bytes from {@code offset} on; its position does not move
   */
  public void view(Resampler resampler, Image image, ByteBuffer out, int offset) {
    int shortSide = Math.min(image.width(), image.height());
    Taps across = taps(image.width(), shortSide);
    Taps down = taps(image.height(), shortSide);
    CropBox whole = CropBox.whole(image.width(), image.height());
    resampler.bytes(image, whole, across, down, false, out, offset);
  }

  /**
   * Writes the mask of the same view as [1, size, size] of 0 and 1, nearest neighbour.
   *
   * @param out receives size * size bytes from {@code offset} on; its position does not move
   */
  public void mask(Resampler resampler, Mask mask, ByteBuffer out, int offset) {
    int shortSide = Math.min(mask.width(), mask.height());
    int[] columns = nearest(mask.width(), shortSide);
    int[] rows = nearest(mask.height(), shortSide);
    CropBox whole = CropBox.whole(mask.width(), mask.height());
    resampler.mask(mask, whole, columns, rows, false, out, offset);
  }

  private Taps taps(int inputs, int shortSide) {
    int total = resized(inputs, shortSide);
    return new Taps(inputs, total, (total - size) / 2, size);
  }

  private int[] nearest(int inputs, int shortSide) {
    int total = resized(inputs, shortSide);
    return Resampler.nearest(inputs, total, (total - size) / 2, size);
  }

  private int resized(int side, int shortSide) {
    return (int) ((long) size * side / shortSide);
  }
}
