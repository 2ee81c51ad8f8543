package org.harl.masks;

import org.harl.InvalidInputException;

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

  /** The values as 0..255, rounded. */
  public byte[] toBytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, values[i])) * 255);
    }
    return bytes;
  }
}
