package org.harl.masks.unsupervised;

import java.util.Arrays;

/**
 * A convolution of one image's feature maps, padded by half its square kernel, as a product of
 * matrices: the cells under each place of the kernel are laid out in rows, and every filter is a
 * weighted sum of rows. Sums run over arrays of their own, from index 0, four rows at a time: in
 * this form Java's compiler makes vector instructions of them.
 */
final class Convolution {
  /** Cells that are computed together: five rows of them stay in the first-level cache. */
  private static final int BLOCK = 1024;

  /** Rows that are added at a time. */
  private static final int ROWS = 4;

  private final int kernel;
  private final float[] bias;

  /** [filters][depth], depth a multiple of four, what fills up is 0. */
  private final float[][] ofFilter;

  /** The same, [depth][filters]. */
  private final float[][] ofPlace;

  /**
   * A convolution.
   *
   * @param weight [filters, channels, kernel, kernel]
   * @param bias [filters]
   */
  Convolution(float[] weight, float[] bias, int kernel) {
    this.kernel = kernel;
    this.bias = bias;
    int each = weight.length / bias.length;
    int depth = (each + ROWS - 1) / ROWS * ROWS;
    ofFilter = new float[bias.length][depth];
    ofPlace = new float[depth][bias.length];
    for (int i = 0; i < weight.length; i++) {
      ofFilter[i / each][i % each] = weight[i];
      ofPlace[i % each][i / each] = weight[i];
    }
  }

  /** Every stride-th result of each line, of every stride-th line. */
  FeatureMaps of(FeatureMaps x, int stride) {
    int side = (x.side() + stride - 1) / stride;
    float[] out = new float[bias.length * side * side];
    int lines = Math.min(side, Math.max(1, BLOCK / side));
    float[][] rows = new float[ofPlace.length][lines * side];
    for (int first = 0; first < side; first += lines) {
      int count = Math.min(lines, side - first);
      lay(x, stride, side, first, count, rows);
      if (side * side < Math.min(BLOCK, bias.length)) {
        acrossFilters(rows, out);
      } else {
        alongCells(rows, first * side, count * side, side * side, out);
      }
    }
    return new FeatureMaps(bias.length, side, out);
  }

  /** Lays out lines of results: [channels * kernel * kernel][count * side]; 0 beyond the border. */
  private void lay(FeatureMaps x, int stride, int side, int first, int count, float[][] rows) {
    int pad = kernel / 2;
    for (int d = 0; d < x.channels() * kernel * kernel; d++) {
      int dx = d % kernel - pad;
      int from = Math.max(0, (stride - 1 - dx) / stride);
      int to = Math.min(side, (x.side() - dx + stride - 1) / stride);
      for (int line = 0; line < count; line++) {
        int y = (first + line) * stride + d / kernel % kernel - pad;
        int at = line * side;
        if (y < 0 || y >= x.side()) {
          Arrays.fill(rows[d], at, at + side, 0);
        } else {
          int start = (d / (kernel * kernel) * x.side() + y) * x.side() + dx;
          copy(x.values(), start + from * stride, stride, rows[d], at + from, to - from);
        }
      }
    }
  }

  private static void copy(float[] from, int start, int stride, float[] to, int at, int count) {
    if (stride == 1) {
      System.arraycopy(from, start, to, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[at + i] = from[start + i * stride];
    }
  }

  /** Each filter's results in turn: for maps of many cells. */
  private void alongCells(float[][] rows, int at, int count, int cells, float[] out) {
    float[] sums = new float[rows[0].length];
    for (int filter = 0; filter < bias.length; filter++) {
      float[] weight = ofFilter[filter];
      Arrays.fill(sums, bias[filter]);
      for (int d = 0; d < weight.length; d += ROWS) {
        add(rows, d, weight[d], weight[d + 1], weight[d + 2], weight[d + 3], sums);
      }
      System.arraycopy(sums, 0, out, filter * cells + at, count);
    }
  }

  /** Each cell's results in turn: for small maps of many filters. */
  private void acrossFilters(float[][] rows, float[] out) {
    int cells = rows[0].length;
    float[] sums = new float[bias.length];
    for (int cell = 0; cell < cells; cell++) {
      System.arraycopy(bias, 0, sums, 0, sums.length);
      for (int d = 0; d < rows.length; d += ROWS) {
        float a = rows[d][cell];
        float b = rows[d + 1][cell];
        float c = rows[d + 2][cell];
        add(ofPlace, d, a, b, c, rows[d + 3][cell], sums);
      }
      for (int filter = 0; filter < sums.length; filter++) {
        out[filter * cells + cell] = sums[filter];
      }
    }
  }

  private static void add(
      float[][] rows, int from, float a, float b, float c, float d, float[] to) {
    float[] first = rows[from];
    float[] second = rows[from + 1];
    float[] third = rows[from + 2];
    float[] fourth = rows[from + 3];
    for (int i = 0; i < to.length; i++) {
      to[i] = to[i] + (a * first[i] + b * second[i]) + (c * third[i] + d * fourth[i]);
    }
  }
}
