package org.harl.tck.toy;

import java.util.List;
import org.harl.trace.Shape;

/**
 * A bilinear step: rows of {@code y[to + i] += factor[at] line[from + i step]}. Matrix products and
 * convolutions are nothing else, and neither are their gradients.
 *
 * @param y the result, or the gradient by it
 * @param byFactor where gradients by factor go; null while computing y
 * @param byLine where gradients by line go; null while computing y
 */
record Rows(double[] factor, double[] line, double[] y, double[] byFactor, double[] byLine) {
  private void row(int at, int from, int to, int length, int step) {
    double a = factor[at];
    if (byFactor == null) {
      for (int i = 0; i < length; i++) {
        y[to + i] += a * line[from + i * step];
      }
      return;
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      byLine[from + i * step] += a * y[to + i];
      sum += line[from + i * step] * y[to + i];
    }
    byFactor[at] += sum;
  }

  /** a [.., n, k] is the factor, b [.., k, m] the lines. */
  void product(Shape a, Shape b) {
    int k = a.dim(-1);
    int m = b.dim(-1);
    for (int at = 0; at < a.size(); at++) {
      int matrix = at / (a.dim(-2) * k);
      row(at, (matrix * k + at % k) * m, at / k * m, m, 1);
    }
  }

  /** The weight is the factor, the image has the lines; settings: stride, pad, groups. */
  void convolution(Shape w, Shape x, Shape out, List<Integer> settings) {
    int width = w.dim(0) / settings.get(2);
    for (int at = 0; at < w.size(); at++) {
      int column = at % w.dim(3);
      int line = at / w.dim(3) % w.dim(2);
      int from = at / (w.dim(2) * w.dim(3)) % w.dim(1);
      int to = at / (w.dim(1) * w.dim(2) * w.dim(3));
      for (int n = 0; n < x.dim(0); n++) {
        int plane = n * x.dim(1) + to / width * w.dim(1) + from;
        plane(
            at, plane * x.dim(2), (n * w.dim(0) + to) * out.dim(2), x, out, line, column, settings);
      }
    }
  }

  /** One weight over one plane of the image; padding is passed over. */
  private void plane(
      int at, int top, int outTop, Shape x, Shape out, int i, int j, List<Integer> settings) {
    int stride = settings.get(0);
    int pad = settings.get(1);
    int first = Math.max(0, Math.floorDiv(pad - j + stride - 1, stride));
    int past = Math.min(out.dim(3), Math.floorDiv(x.dim(3) - 1 + pad - j, stride) + 1);
    for (int y = 0; y < out.dim(2) && first < past; y++) {
      int row = y * stride - pad + i;
      if (row >= 0 && row < x.dim(2)) {
        int from = (top + row) * x.dim(3) + first * stride - pad + j;
        row(at, from, (outTop + y) * out.dim(3) + first, past - first, stride);
      }
    }
  }
}
