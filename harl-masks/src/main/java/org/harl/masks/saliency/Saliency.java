package org.harl.masks.saliency;

import org.harl.error.InvalidInputException;
import org.harl.image.Mask;
import org.harl.masks.pixels.Bilinear;
import org.harl.masks.pixels.Binarisation;

/**
 * How much each pixel stands out.
 *
 * @param width pixels a row
 * @param height rows
 * @param values width * height numbers in 0..1, row-major; not copied
 */
public record Saliency(int width, int height, float[] values) {
  /**
   * Checks size and values.
   *
   * @throws InvalidInputException if a value is NaN or infinite, or there are more or fewer values
   *     than pixels
   */
  public Saliency {
    if (width < 1 || height < 1 || values.length != (long) width * height) {
      throw new InvalidInputException(
          "saliency: " + width + " x " + height + " against " + values.length + " values");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInputException(
            "saliency: the value in column "
                + i % width
                + " of row "
                + i / width
                + " is "
                + values[i]
                + "; give numbers in 0..1");
      }
    }
  }

  /** {@return the values as 0..255, rounded} */
  public byte[] toBytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, values[i])) * 255);
    }
    return bytes;
  }

  /**
   * {@return the map in another size, bilinear between the centres of its cells}
   *
   * @param width in pixels, at least 1
   * @param height in pixels, at least 1
   */
  public Saliency resized(int width, int height) {
    return width == this.width && height == this.height
        ? this
        : new Saliency(
            width, height, Bilinear.resized(values, this.width, this.height, width, height));
  }

  /**
   * {@return the part above Otsu's threshold (Otsu 1979) on 8 bits, without connected parts of
   * under 1% of the image} It may be one that {@link #mask} rejects.
   */
  public Mask cut() {
    return new Mask(width, height, Binarisation.cells(toBytes(), width));
  }

  /**
   * {@return {@link #cut}, or a centred ellipse where that is {@linkplain RejectedMask rejected}}
   */
  public Mask mask() {
    Mask mask = cut();
    return RejectedMask.is(mask) ? CentreMasks.ellipse(width, height) : mask;
  }
}
