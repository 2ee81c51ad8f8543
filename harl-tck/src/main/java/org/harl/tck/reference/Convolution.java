package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/**
 * Cross-correlation with zero padding, written as its definition: out(n, o, y, x) is the sum over
 * c, i, j of image(n, c, y stride - pad + i, x stride - pad + j) times weight(o, c, i, j). All
 * three passes walk the same rows.
 */
final class Convolution {
  private final Shape image;
  private final Shape weight;
  private final Shape out;
  private final int stride;
  private final int pad;
  private final int groups;

  private Convolution(Op op, List<Array> in) {
    image = in.get(0).shape();
    weight = in.get(1).shape();
    out = op.shape();
    stride = op.ints().get(0);
    pad = op.ints().get(1);
    groups = op.ints().get(2);
  }

  static Array forward(Op op, List<Array> in) {
    double[] image = in.get(0).values();
    double[] weight = in.get(1).values();
    double[] out = new double[op.shape().size()];
    int stride = op.ints().get(0);
    new Convolution(op, in)
        .rows(
            (w, from, to, length) -> {
              double factor = weight[w];
              for (int x = 0; x < length; x++) {
                out[to + x] += factor * image[from + x * stride];
              }
            });
    return new Array(op.shape(), out);
  }

  static List<Array> backward(Op op, List<Array> in, Array gradient) {
    double[] image = in.get(0).values();
    double[] weight = in.get(1).values();
    double[] out = gradient.values();
    double[] byImage = new double[image.length];
    double[] byWeight = new double[weight.length];
    int stride = op.ints().get(0);
    new Convolution(op, in)
        .rows(
            (w, from, to, length) -> {
              double factor = weight[w];
              double sum = 0;
              for (int x = 0; x < length; x++) {
                byImage[from + x * stride] += factor * out[to + x];
                sum += image[from + x * stride] * out[to + x];
              }
              byWeight[w] += sum;
            });
    return List.of(new Array(in.get(0).shape(), byImage), new Array(in.get(1).shape(), byWeight));
  }

  /**
   * Output elements {@code to + x} that image elements {@code from + x stride} reach by weight w.
   */
  private interface Row {
    void take(int w, int from, int to, int length);
  }

  private void rows(Row row) {
    int kernel = weight.dim(2) * weight.dim(3);
    int channels = weight.dim(1);
    int outputs = weight.dim(0) / groups;
    for (int n = 0; n < image.dim(0); n++) {
      for (int o = 0; o < weight.dim(0); o++) {
        int to = (n * weight.dim(0) + o) * out.dim(2) * out.dim(3);
        for (int c = 0; c < channels; c++) {
          int plane = n * image.dim(1) + o / outputs * channels + c;
          window(row, (o * channels + c) * kernel, plane * image.dim(2) * image.dim(3), to);
        }
      }
    }
  }

  /** One plane of the image under one plane of the kernel. */
  private void window(Row row, int weights, int plane, int to) {
    for (int i = 0; i < weight.dim(2); i++) {
      for (int j = 0; j < weight.dim(3); j++) {
        int first = Math.max(0, (pad - j + stride - 1) / stride);
        int past = Math.min(out.dim(3), (image.dim(3) - 1 + pad - j) / stride + 1);
        if (image.dim(3) - 1 + pad - j < 0 || first >= past) {
          continue;
        }
        for (int y = 0; y < out.dim(2); y++) {
          int line = y * stride - pad + i;
          if (line >= 0 && line < image.dim(2)) {
            int from = plane + line * image.dim(3) + first * stride - pad + j;
            row.take(
                weights + i * weight.dim(3) + j, from, to + y * out.dim(3) + first, past - first);
          }
        }
      }
    }
  }
}
