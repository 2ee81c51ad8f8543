package org.harl.masks;

/**
 * Convolutions of one image's feature maps as products of matrices: the cells under each place of
 * the kernel are laid out in rows, and each filter is a weighted sum of rows.
 */
final class Convolution {
  /** Cells that are computed together: eight rows of them stay in the first-level cache. */
  private static final int BLOCK = 512;

  private Convolution() {}

  /**
   * A square convolution, padded by half its kernel.
   *
   * @param weight [filters, channels, kernel, kernel]
   * @param bias [filters]; its number divides by 4, or is 1
   */
  static FeatureMaps of(FeatureMaps x, float[] weight, float[] bias, int kernel, int stride) {
    int side = (x.side() + stride - 1) / stride;
    int cells = side * side;
    float[] rows = kernel == 1 && stride == 1 ? x.values() : rows(x, kernel, stride, side);
    float[] out = new float[bias.length * cells];
    int depth = x.channels() * kernel * kernel;
    int filters = bias.length % 4 == 0 ? 4 : 1;
    for (int from = 0; from < cells; from += BLOCK) {
      int count = Math.min(BLOCK, cells - from);
      for (int f = 0; f < bias.length; f += filters) {
        if (filters == 4) {
          four(rows, cells, from, count, weight, f, depth, bias, out);
        } else {
          one(rows, cells, from, count, weight, f, depth, bias, out);
        }
      }
    }
    return new FeatureMaps(bias.length, side, out);
  }

  /** [channels * kernel * kernel, side * side]; 0 beyond the border. */
  private static float[] rows(FeatureMaps x, int kernel, int stride, int side) {
    float[] rows = new float[x.channels() * kernel * kernel * side * side];
    int pad = kernel / 2;
    int row = 0;
    for (int c = 0; c < x.channels(); c++) {
      for (int dy = -pad; dy <= pad; dy++) {
        for (int dx = -pad; dx <= pad; dx++) {
          shifted(x, c, dy, dx, stride, side, rows, row);
          row += side * side;
        }
      }
    }
    return rows;
  }

  private static void shifted(
      FeatureMaps x, int c, int dy, int dx, int stride, int side, float[] rows, int at) {
    int width = x.side();
    for (int i = 0; i < side; i++) {
      int y = i * stride + dy;
      if (y < 0 || y >= width) {
        continue;
      }
      int from = (c * width + y) * width + dx;
      int first = dx < 0 ? 1 : 0;
      int last = Math.min(side, (width - dx + stride - 1) / stride);
      for (int j = first; j < last; j++) {
        rows[at + i * side + j] = x.values()[from + j * stride];
      }
    }
  }

  private static void four(
      float[] rows,
      int cells,
      int from,
      int count,
      float[] weight,
      int f,
      int depth,
      float[] bias,
      float[] out) {
    float[][] sums = new float[4][count];
    for (int k = 0; k < 4; k++) {
      java.util.Arrays.fill(sums[k], bias[f + k]);
    }
    int d = 0;
    for (; d + 1 < depth; d += 2) {
      int w = f * depth + d;
      int a = d * cells + from;
      add(
          rows,
          a,
          a + cells,
          count,
          sums[0],
          sums[1],
          weight[w],
          weight[w + 1],
          weight[w + depth],
          weight[w + depth + 1]);
      w += 2 * depth;
      add(
          rows,
          a,
          a + cells,
          count,
          sums[2],
          sums[3],
          weight[w],
          weight[w + 1],
          weight[w + depth],
          weight[w + depth + 1]);
    }
    for (int k = 0; k < 4; k++) {
      if (d < depth) {
        add(rows, d * cells + from, count, sums[k], weight[(f + k) * depth + d]);
      }
      System.arraycopy(sums[k], 0, out, (f + k) * cells + from, count);
    }
  }

  private static void one(
      float[] rows,
      int cells,
      int from,
      int count,
      float[] weight,
      int f,
      int depth,
      float[] bias,
      float[] out) {
    float[] sum = new float[count];
    java.util.Arrays.fill(sum, bias[f]);
    for (int d = 0; d < depth; d++) {
      add(rows, d * cells + from, count, sum, weight[f * depth + d]);
    }
    System.arraycopy(sum, 0, out, f * cells + from, count);
  }

  private static void add(float[] rows, int a, int count, float[] sum, float weight) {
    for (int i = 0; i < count; i++) {
      sum[i] += weight * rows[a + i];
    }
  }

  /** Adds two rows, each by its own weight, to two sums. */
  private static void add(
      float[] rows,
      int a,
      int b,
      int count,
      float[] sum0,
      float[] sum1,
      float a0,
      float b0,
      float a1,
      float b1) {
    for (int i = 0; i < count; i++) {
      float x = rows[a + i];
      float y = rows[b + i];
      sum0[i] += a0 * x + b0 * y;
      sum1[i] += a1 * x + b1 * y;
    }
  }
}
