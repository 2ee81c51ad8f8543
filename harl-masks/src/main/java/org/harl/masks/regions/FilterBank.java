package org.harl.masks.regions;

import java.util.ArrayList;
import java.util.List;
import org.harl.masks.pixels.Gaussian;

/**
 * The texture filters of Leung and Malik (IJCV 2001) at the smallest scale, 19 x 19 taps: six first
 * and six second derivatives of a Gaussian three times as long as wide, in steps of 30 degrees, a
 * Gaussian of sigma sqrt 2, and Laplacians of Gaussians of that sigma and of three times it. Each
 * has mean zero, and absolute values that add up to one.
 *
 * <p>A filter at 30 or 60 degrees is the sum of two parts, each even or odd in x and in y, and the
 * filter that mirrors it is their difference; so fifteen parts are evaluated, on rows folded about
 * the middle.
 */
public final class FilterBank {
  /** Filters. */
  static final int SIZE = 15;

  /** Taps on each side of the middle one. */
  static final int RADIUS = 9;

  private static final int SIDE = 2 * RADIUS + 1;

  private static final double SIGMA = Math.sqrt(2);
  private static final double ELONGATION = 3;

  /** Values that are computed together: some tens of arrays of them stay in a cache. */
  private static final int BLOCK = 1024;

  private final List<Part> parts = new ArrayList<>();
  private final int[][] sums = new int[SIZE][];

  /**
   * A filter, or part of one, that is even or odd in x and in y.
   *
   * @param taps [10][10], row and column from the middle on
   */
  record Part(boolean oddX, boolean oddY, float[][] taps) {}

  /** The filters. */
  public FilterBank() {
    for (int order = 1; order <= 2; order++) {
      for (int step = 0; step <= 3; step++) {
        int from = parts.size();
        add(derivative(order, Math.PI * step / 6));
        int filter = 6 * (order - 1) + step;
        if (step == 0 || step == 3) {
          sums[filter] = new int[] {from};
        } else {
          sums[filter] = new int[] {from, from + 1};
          sums[6 * order - step] = new int[] {from, ~(from + 1)};
        }
      }
    }
    for (int filter = 12; filter < SIZE; filter++) {
      sums[filter] = new int[] {parts.size()};
      add(filter == 12 ? blob(0, SIGMA) : blob(2, filter == 13 ? SIGMA : 3 * SIGMA));
    }
  }

  private interface Kernel {
    double at(double x, double y);
  }

  private static Kernel derivative(int order, double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double variance = SIGMA * SIGMA;
    return (x, y) -> {
      double along = x * cos - y * sin;
      double across = x * sin + y * cos;
      double gauss =
          StrictMath.exp(
              -(along * along / (ELONGATION * ELONGATION) + across * across) / (2 * variance));
      return gauss * (order == 1 ? -across : across * across - variance);
    };
  }

  private static Kernel blob(int order, double sigma) {
    double variance = sigma * sigma;
    return (x, y) -> {
      double square = x * x + y * y;
      double gauss = StrictMath.exp(-square / (2 * variance));
      return order == 0 ? gauss : gauss * (square - 2 * variance);
    };
  }

  /** Adds the parts of a filter that are not zero. */
  private void add(Kernel kernel) {
    double[][] values = normalised(kernel);
    for (int parity = 0; parity < 4; parity++) {
      int signX = parity % 2 == 0 ? 1 : -1;
      int signY = parity < 2 ? 1 : -1;
      float[][] taps = new float[RADIUS + 1][RADIUS + 1];
      double size = 0;
      for (int y = 0; y <= RADIUS; y++) {
        for (int x = 0; x <= RADIUS; x++) {
          double tap =
              values[RADIUS + y][RADIUS + x]
                  + signX * values[RADIUS + y][RADIUS - x]
                  + signY * values[RADIUS - y][RADIUS + x]
                  + signX * signY * values[RADIUS - y][RADIUS - x];
          size += Math.abs(tap);
          taps[y][x] = (float) (tap / 4 / (x == 0 ? 2 : 1) / (y == 0 ? 2 : 1));
        }
      }
      if (size > 1e-9) {
        parts.add(new Part(signX < 0, signY < 0, taps));
      }
    }
  }

  private static double[][] normalised(Kernel kernel) {
    double[][] values = new double[SIDE][SIDE];
    double mean = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      values[i / SIDE][i % SIDE] = kernel.at(i % SIDE - RADIUS, i / SIDE - RADIUS);
      mean += values[i / SIDE][i % SIDE] / (SIDE * SIDE);
    }
    double norm = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      norm += Math.abs(values[i / SIDE][i % SIDE] - mean);
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
      values[i / SIDE][i % SIDE] = (values[i / SIDE][i % SIDE] - mean) / norm;
    }
    return values;
  }

  /** The absolute responses, [15][width * height]. */
  float[][] responses(float[] grey, int width, int height) {
    float[][] responses = new float[SIZE][width * height];
    float[] padded = padded(grey, width, height);
    int span = width + 2 * RADIUS;
    int lines = Math.min(height, Math.max(1, BLOCK / span));
    FilteredLines block = new FilteredLines(parts, span, lines);
    for (int first = 0; first < height; first += lines) {
      int count = Math.min(lines, height - first);
      block.read(padded, first, count);
      for (int filter = 0; filter < SIZE; filter++) {
        block.write(sums[filter], responses[filter], first, count);
      }
    }
    return responses;
  }

  /** The image with its outermost pixels repeated nine times, line after line. */
  private static float[] padded(float[] grey, int width, int height) {
    int span = width + 2 * RADIUS;
    float[] padded = new float[(height + 2 * RADIUS) * span];
    float[] row = new float[span];
    for (int y = -RADIUS; y < height + RADIUS; y++) {
      Gaussian.pad(grey, Math.max(0, Math.min(height - 1, y)) * width, width, RADIUS, row);
      System.arraycopy(row, 0, padded, (y + RADIUS) * span, span);
    }
    return padded;
  }
}
