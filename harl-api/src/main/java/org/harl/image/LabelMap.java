package org.harl.image;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;

/**
 * Which region each pixel of an image is in. Row-major, the size of the image it belongs to.
 *
 * @param width pixels a row
 * @param height rows
 * @param labels width * height unsigned bytes: 0..254 is a region, {@link #NONE} is none; not
 *     copied
 */
public record LabelMap(int width, int height, byte[] labels) {
  /** Of a pixel that is in no region. */
  public static final int NONE = 255;

  /**
   * Checks the size.
   *
   * @throws InvalidInputException if there are more or fewer labels than pixels
   */
  public LabelMap {
    if (width < 1 || height < 1 || labels.length != (long) width * height) {
      throw new InvalidInputException(
          "label map: " + width + " x " + height + " against " + labels.length + " labels");
    }
  }

  /**
   * {@return a mask as a map of two regions: 0 is the background, 1 the foreground}
   *
   * @param mask of 0 and 1
   */
  public static LabelMap of(Mask mask) {
    return new LabelMap(mask.width(), mask.height(), mask.cells());
  }

  /** {@return the regions that have a pixel, in order, each 0..254; empty if none has} */
  public int[] regions() {
    boolean[] there = new boolean[NONE + 1];
    for (byte label : labels) {
      there[label & 0xff] = true;
    }
    return IntStream.range(0, NONE).filter(label -> there[label]).toArray();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LabelMap m
        && m.width == width
        && m.height == height
        && Arrays.equals(m.labels, labels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "label map " + width + " x " + height;
  }
}
