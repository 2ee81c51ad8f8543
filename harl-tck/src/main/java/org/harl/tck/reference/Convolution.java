package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/**
 * Cross-correlation with zero padding: out(n, o, y, x) is the sum over c, i, j of image(n, c, y
 * stride - pad + i, x stride - pad + j) times weight(o, c, i, j). A patch is a triple (c, i, j); an
 * image's group of channels is copied out to [patches, cells] and multiplied by the weights
 * [filters, patches].
 */
final class Convolution {
  private final Shape image;
  private final Shape weight;
  private final Shape out;
  private final int stride;
  private final int pad;
  private final int groups;
  private final int filters;
  private final int patches;
  private final int cells;
  private final int[] sources;

  private Convolution(Op op, List<Array> in) {
    image = in.get(0).shape();
    weight = in.get(1).shape();
    out = op.shape();
    stride = op.stride();
    pad = op.padding();
    groups = op.groups();
    filters = weight.dim(0) / groups;
    patches = weight.size() / weight.dim(0);
    cells = out.dim(2) * out.dim(3);
    sources = sources();
  }

  static Array forward(Op op, List<Array> in) {
    Convolution convolution = new Convolution(op, in);
    double[] out = new double[op.shape().size()];
    for (int part = 0; part < convolution.parts(); part++) {
      double[] columns = convolution.columns(in.get(0).values(), part);
      convolution.multiply(in.get(1).values(), columns, out, part);
    }
    return new Array(op.shape(), out);
  }

  static List<Array> backward(Op op, List<Array> in, Array gradient) {
    Convolution convolution = new Convolution(op, in);
    double[] byImage = new double[in.get(0).values().length];
    double[] byWeight = new double[in.get(1).values().length];
    for (int part = 0; part < convolution.parts(); part++) {
      double[] columns = convolution.columns(in.get(0).values(), part);
      double[] weight = in.get(1).values();
      double[] byColumns =
          convolution.multiplyBack(weight, columns, gradient.values(), byWeight, part);
      convolution.scatter(byColumns, byImage, part);
    }
    return List.of(new Array(in.get(0).shape(), byImage), new Array(in.get(1).shape(), byWeight));
  }

  /** A group of an image's channels is a part, in the order of memory. */
  private int parts() {
    return image.dim(0) * groups;
  }

  /** Where each patch of each cell lies in a part; -1 in the padding. */
  private int[] sources() {
    int[] sources = new int[patches * cells];
    int at = 0;
    for (int channel = 0; channel < weight.dim(1); channel++) {
      for (int i = 0; i < weight.dim(2); i++) {
        for (int j = 0; j < weight.dim(3); j++) {
          fill(sources, at, channel, i - pad, j - pad);
          at += cells;
        }
      }
    }
    return sources;
  }

  /** The sources of one patch, that of the first cell at row {@code top}, column {@code left}. */
  private void fill(int[] sources, int start, int channel, int top, int left) {
    int height = image.dim(2);
    int width = image.dim(3);
    int at = start;
    for (int row = 0; row < out.dim(2); row++) {
      int y = row * stride + top;
      int line = (channel * height + y) * width;
      for (int column = 0; column < out.dim(3); column++) {
        int x = column * stride + left;
        boolean inside = y >= 0 && y < height && x >= 0 && x < width;
        sources[at++] = inside ? line + x : -1;
      }
    }
  }

  private int start(int part) {
    return part * weight.dim(1) * image.dim(2) * image.dim(3);
  }

  private double[] columns(double[] values, int part) {
    double[] columns = new double[sources.length];
    int start = start(part);
    for (int k = 0; k < columns.length; k++) {
      columns[k] = sources[k] < 0 ? 0 : values[start + sources[k]];
    }
    return columns;
  }

  private void scatter(double[] byColumns, double[] byImage, int part) {
    int start = start(part);
    for (int k = 0; k < byColumns.length; k++) {
      if (sources[k] >= 0) {
        byImage[start + sources[k]] += byColumns[k];
      }
    }
  }

  private void multiply(double[] weights, double[] columns, double[] values, int part) {
    for (int o = 0; o < filters; o++) {
      int w = (part % groups * filters + o) * patches;
      add(weights, w, 1, patches, columns, 0, values, (part * filters + o) * cells);
    }
  }

  /** Adds to the gradient by the weights; returns that by the columns. */
  private double[] multiplyBack(
      double[] weights, double[] columns, double[] gradient, double[] byWeight, int part) {
    double[] byColumns = new double[columns.length];
    int first = part % groups * filters * patches;
    int out = part * filters * cells;
    for (int k = 0; k < patches; k++) {
      add(weights, first + k, patches, filters, gradient, out, byColumns, k * cells);
      for (int o = 0; o < filters; o++) {
        byWeight[first + o * patches + k] += dot(columns, k * cells, gradient, out + o * cells);
      }
    }
    return byColumns;
  }

  /**
   * Adds factors times rows of cells to another row, one after the other; four are added at a time,
   * or each would read and write the sums.
   */
  private void add(
      double[] factors,
      int factor,
      int step,
      int count,
      double[] rows,
      int row,
      double[] sums,
      int to) {
    int n = 0;
    for (; n + 3 < count; n += 4) {
      double f0 = factors[factor + n * step];
      double f1 = factors[factor + (n + 1) * step];
      double f2 = factors[factor + (n + 2) * step];
      double f3 = factors[factor + (n + 3) * step];
      int r0 = row + n * cells;
      int r1 = r0 + cells;
      int r2 = r1 + cells;
      int r3 = r2 + cells;
      for (int i = 0; i < cells; i++) {
        double sum = sums[to + i] + f0 * rows[r0 + i] + f1 * rows[r1 + i];
        sums[to + i] = sum + f2 * rows[r2 + i] + f3 * rows[r3 + i];
      }
    }
    for (; n < count; n++) {
      double f = factors[factor + n * step];
      for (int i = 0; i < cells; i++) {
        sums[to + i] += f * rows[row + n * cells + i];
      }
    }
  }

  /** Four sums side by side, or each addition would wait for the one before. */
  private double dot(double[] a, int i, double[] b, int j) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < cells; k += 4) {
      s0 += a[i + k] * b[j + k];
      s1 += a[i + k + 1] * b[j + k + 1];
      s2 += a[i + k + 2] * b[j + k + 2];
      s3 += a[i + k + 3] * b[j + k + 3];
    }
    for (; k < cells; k++) {
      s0 += a[i + k] * b[j + k];
    }
    return s0 + s1 + s2 + s3;
  }
}
