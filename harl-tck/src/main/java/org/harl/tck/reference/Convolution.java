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
    stride = op.ints().get(0);
    pad = op.ints().get(1);
    groups = op.ints().get(2);
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
    int kernel = weight.dim(2) * weight.dim(3);
    for (int k = 0; k < sources.length; k++) {
      int patch = k / cells;
      int cell = k % cells;
      int y = cell / out.dim(3) * stride - pad + patch % kernel / weight.dim(3);
      int x = cell % out.dim(3) * stride - pad + patch % weight.dim(3);
      boolean inside = y >= 0 && y < image.dim(2) && x >= 0 && x < image.dim(3);
      sources[k] = inside ? (patch / kernel * image.dim(2) + y) * image.dim(3) + x : -1;
    }
    return sources;
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
      int to = (part * filters + o) * cells;
      int w = (part % groups * filters + o) * patches;
      for (int k = 0; k < patches; k++) {
        double factor = weights[w + k];
        int from = k * cells;
        for (int i = 0; i < cells; i++) {
          values[to + i] += factor * columns[from + i];
        }
      }
    }
  }

  /** Adds to the gradient by the weights; returns that by the columns. */
  private double[] multiplyBack(
      double[] weights, double[] columns, double[] gradient, double[] byWeight, int part) {
    double[] byColumns = new double[columns.length];
    for (int o = 0; o < filters; o++) {
      int out = (part * filters + o) * cells;
      int w = (part % groups * filters + o) * patches;
      for (int k = 0; k < patches; k++) {
        double factor = weights[w + k];
        double sum = 0;
        int column = k * cells;
        for (int i = 0; i < cells; i++) {
          byColumns[column + i] += factor * gradient[out + i];
          sum += columns[column + i] * gradient[out + i];
        }
        byWeight[w + k] += sum;
      }
    }
    return byColumns;
  }
}
