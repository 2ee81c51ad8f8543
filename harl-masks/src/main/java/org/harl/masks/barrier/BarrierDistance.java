package org.harl.masks.barrier;

import java.util.Arrays;

/**
 * The minimum barrier distance of every pixel to the image's border: over all paths there, the
 * least difference between the largest and the smallest value on the path. Approximated by raster
 * scans (Zhang et al., ICCV 2015, algorithm 1).
 */
public final class BarrierDistance {
  private static final int SCANS = 3;

  private final int width;
  private final int height;
  private final float[] values;
  private final float[] distance;
  private final float[] highest;
  private final float[] lowest;

  private BarrierDistance(float[] values, int width, int height) {
    this.values = values;
    this.width = width;
    this.height = height;
    distance = new float[values.length];
    highest = values.clone();
    lowest = values.clone();
    Arrays.fill(distance, Float.MAX_VALUE);
    for (int i = 0; i < values.length; i++) {
      int x = i % width;
      if (x == 0 || x == width - 1 || i < width || i >= values.length - width) {
        distance[i] = 0;
      }
    }
  }

  public static float[] ofBorder(float[] values, int width, int height) {
    BarrierDistance barrier = new BarrierDistance(values, width, height);
    for (int scan = 0; scan < SCANS; scan++) {
      if (scan % 2 == 0) {
        barrier.forwards();
      } else {
        barrier.backwards();
      }
    }
    return barrier.distance;
  }

  private void forwards() {
    for (int y = 1; y < height - 1; y++) {
      for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
        relax(i, i - 1);
        relax(i, i - width);
      }
    }
  }

  private void backwards() {
    for (int y = height - 2; y > 0; y--) {
      for (int i = (y + 1) * width - 2; i > y * width; i--) {
        relax(i, i + 1);
        relax(i, i + width);
      }
    }
  }

  /** Whether the way over a neighbour is better than the best so far. */
  private void relax(int at, int neighbour) {
    float value = values[at];
    float high = Math.max(highest[neighbour], value);
    float low = Math.min(lowest[neighbour], value);
    if (high - low < distance[at]) {
      distance[at] = high - low;
      highest[at] = high;
      lowest[at] = low;
    }
  }
}
