package org.harl.masks.pixels;

import java.util.Arrays;

/**
 * Opening and then closing by reconstruction: bright and dark specks narrower than a window vanish,
 * edges stay where they are.
 */
public final class Morphology {
  private static final double WINDOW = 0.15;

  /** Enough for what winds about in an image; what winds more stays cut off. */
  private static final int SCANS = 20;

  private Morphology() {}

  /**
   * The smoothed map. The window grows with the share of the map that is bright (Zhang et al., ICCV
   * 2015, section 4.3).
   *
   * @param values 0..1
   */
  public static float[] smoothed(float[] values, int width, int height) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double side = Math.sqrt(sum / values.length) * Math.sqrt((double) width * height);
    int radius = (int) Math.round(WINDOW * side / 2);
    if (radius < 1) {
      return values;
    }
    float[] opened = opened(values, width, height, radius);
    negate(opened);
    float[] closed = opened(opened, width, height, radius);
    negate(closed);
    return closed;
  }

  /** Erodes, then grows back under the original as long as it changes. */
  private static float[] opened(float[] values, int width, int height, int radius) {
    float[] marker = eroded(values, width, height, radius);
    boolean[] all = new boolean[height];
    Arrays.fill(all, true);
    boolean[] grown = all;
    for (int scan = 0; scan < SCANS; scan++) {
      // what the scan before left as it was is looked at once in each direction
      boolean[] before = scan < 2 ? all : grown;
      grown = grow(marker, values, width, scan % 2 == 0, before);
      if (Arrays.equals(grown, new boolean[height])) {
        return marker;
      }
    }
    return marker;
  }

  /**
   * Takes over from one side and from the line before, as far as the mask allows.
   *
   * @param before the lines that the scan before changed
   * @return the lines that changed
   */
  private static boolean[] grow(
      float[] marker, float[] mask, int width, boolean forwards, boolean[] before) {
    boolean[] grown = new boolean[before.length];
    int step = forwards ? 1 : -1;
    for (int line = 0; line < before.length; line++) {
      int y = forwards ? line : before.length - 1 - line;
      int last = line == 0 ? y : y - step;
      if (before[y] || before[last] || grown[last]) {
        int first = forwards ? y * width : (y + 1) * width - 1;
        grown[y] = grow(marker, mask, width, first, step, (y - last) * width);
      }
    }
    return grown;
  }

  private static boolean grow(
      float[] marker, float[] mask, int width, int first, int step, int reach) {
    boolean changed = false;
    float last = -Float.MAX_VALUE;
    for (int n = 0, i = first; n < width; n++, i += step) {
      float high = marker[i];
      high = last > high ? last : high;
      high = marker[i - reach] > high ? marker[i - reach] : high;
      last = mask[i] < high ? mask[i] : high;
      if (last > marker[i]) {
        marker[i] = last;
        changed = true;
      }
    }
    return changed;
  }

  /** The minimum in a square window, rows then columns. */
  private static float[] eroded(float[] values, int width, int height, int radius) {
    float[] rows = new float[values.length];
    for (int y = 0; y < height; y++) {
      minima(values, y * width, 1, width, radius, rows);
    }
    float[] both = new float[values.length];
    for (int x = 0; x < width; x++) {
      minima(rows, x, width, height, radius, both);
    }
    return both;
  }

  /** The minimum in a sliding window over one line: a queue of rising candidates. */
  private static void minima(
      float[] from, int start, int stride, int length, int radius, float[] to) {
    int[] queue = new int[length];
    int head = 0;
    int tail = 0;
    for (int n = 0; n < length + radius; n++) {
      if (n < length) {
        float value = from[start + n * stride];
        while (tail > head && from[start + queue[tail - 1] * stride] >= value) {
          tail--;
        }
        queue[tail++] = n;
      }
      int at = n - radius;
      if (at >= 0) {
        if (queue[head] < at - radius) {
          head++;
        }
        to[start + at * stride] = from[start + queue[head] * stride];
      }
    }
  }

  private static void negate(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
  }
}
