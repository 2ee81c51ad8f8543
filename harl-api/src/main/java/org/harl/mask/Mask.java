package org.harl.mask;

import java.util.Arrays;
import org.harl.InvalidInputException;

/**
 * A binary image: 1 is foreground. Row-major, the size of the image it belongs to.
 *
 * @param width pixels a row
 * @param height rows
 * @param cells width * height bytes, each 0 or 1; not copied
 */
public record Mask(int width, int height, byte[] cells) {
  /** Checks the size. */
  public Mask {
    if (width < 1 || height < 1 || cells.length != width * height) {
      throw new InvalidInputException(
          "mask: " + width + " x " + height + " against " + cells.length + " cells");
    }
  }

  /** The share of foreground, 0..1. */
  public double coverage() {
    int sum = 0;
    for (byte cell : cells) {
      sum += cell;
    }
    return (double) sum / cells.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Mask m
        && m.width == width
        && m.height == height
        && Arrays.equals(m.cells, cells);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(cells);
  }

  @Override
  public String toString() {
    return "mask " + width + " x " + height;
  }
}
