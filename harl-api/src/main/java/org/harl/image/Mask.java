package org.harl.image;

import java.util.Arrays;
import org.harl.error.InvalidInputException;

/**
 * A binary image: 1 is foreground. Row-major, the size of the image it belongs to.
 *
 * @param width pixels a row
 * @param height rows
 * @param cells width * height bytes, each 0 or 1; not copied
 */
public record Mask(int width, int height, byte[] cells) {
  /**
   * Checks size and cells.
   *
   * @throws InvalidInputException if a cell is neither 0 nor 1, or there are more or fewer cells
   *     than pixels
   */
  public Mask {
    if (width < 1 || height < 1 || cells.length != (long) width * height) {
      throw new InvalidInputException(
          "mask: " + width + " x " + height + " against " + cells.length + " cells");
    }
    for (int i = 0; i < cells.length; i++) {
      if ((cells[i] & ~1) != 0) {
        throw new InvalidInputException(
            "mask: the cell in column "
                + i % width
                + " of row "
                + i / width
                + " is "
                + (cells[i] & 0xff)
                + "; give 1 for foreground and 0 for background");
      }
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
