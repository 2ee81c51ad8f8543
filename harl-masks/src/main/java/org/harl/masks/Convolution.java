package org.harl.masks;

import java.util.Arrays;

/**
 * Convolutions of one image's feature maps as products of matrices: the cells under each place of
 * the kernel are laid out in rows, and each filter is a weighted sum of rows.
 */
final class Convolution {
  /** Cells that are computed together: four rows of them stay in the first-level cache. */
  private static final int BLOCK = 512;

  private final float[] rows;
  private final int cells;
  private final int depth;
  private final float[] weight;
  private final float[] bias;
  private final float[] out;

  private Convolution(float[] rows, int cells, float[] weight, float[] bias) {
    this.rows = rows;
    this.cells = cells;
    this.weight = weight;
    this.bias = bias;
    depth = weight.length / bias.length;
    out = new float[bias.length * cells];
  }

  /**
   * A square convolution, padded by half its kernel.
   *
   * @param weight [filters, channels, kernel, kernel]
   * @param bias [filters]
   */
  static FeatureMaps of(FeatureMaps x, float[] weight, float[] bias, int kernel, int stride) {
    int side = (x.side() + stride - 1) / stride;
    float[] rows = kernel == 1 && stride == 1 ? x.values() : rows(x, kernel, stride, side);
    Convolution convolution = new Convolution(rows, side * side, weight, bias);
    for (int from = 0; from < side * side; from += BLOCK) {
      convolution.block(from, Math.min(BLOCK, side * side - from));
    }
    return new FeatureMaps(bias.length, side, convolution.out);
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

  /** Some cells of all filters, two filters at a time. */
  private void block(int from, int count) {
    float[] first = new float[count];
    float[] second = new float[count];
    for (int filter = 0; filter < bias.length; filter += 2) {
      // the last of an odd number is computed twice
      int other = Math.min(filter + 1, bias.length - 1);
      Arrays.fill(first, bias[filter]);
      Arrays.fill(second, bias[other]);
      add(from, count, filter * depth, other * depth, first, second);
      System.arraycopy(first, 0, out, filter * cells + from, count);
      System.arraycopy(second, 0, out, other * cells + from, count);
    }
  }

  /** Adds all rows, two at a time; v and w are where the two filters' weights start. */
  private void add(int from, int count, int v, int w, float[] first, float[] second) {
    int d = 0;
    for (; d + 1 < depth; d += 2) {
      int a = d * cells + from;
      add(rows, a, a + cells, first, second, weight, v + d, w + d);
    }
    for (int i = 0; d < depth && i < count; i++) {
      float x = rows[d * cells + from + i];
      first[i] += weight[v + d] * x;
      second[i] += weight[w + d] * x;
    }
  }

  private static void add(
      float[] rows, int a, int b, float[] first, float[] second, float[] weight, int v, int w) {
    float va = weight[v];
    float vb = weight[v + 1];
    float wa = weight[w];
    float wb = weight[w + 1];
    for (int i = 0; i < first.length; i++) {
      float x = rows[a + i];
      float y = rows[b + i];
      first[i] += va * x + vb * y;
      second[i] += wa * x + wb * y;
    }
  }
}
