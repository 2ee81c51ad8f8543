package org.harl.tck.toy;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/**
 * {@code out[..] += a[..] * b[..]} in a nest of loops, with a step through each array for each
 * loop. Sums, products and all that moves elements are such nests, and so are their gradients.
 */
record ToyLoops(int[] extents, int[] out, int[] a, int[] b) {
  /** The longest loop inside, where a round costs least. */
  ToyLoops {
    int[] given = extents;
    int[] order =
        IntStream.range(0, given.length)
            .boxed()
            .sorted(Comparator.comparingInt(loop -> given[loop]))
            .mapToInt(loop -> loop)
            .toArray();
    extents = sorted(extents, order);
    out = sorted(out, order);
    a = sorted(a, order);
    b = sorted(b, order);
  }

  private static int[] sorted(int[] loops, int... order) {
    return IntStream.of(order).map(loop -> loops[loop]).toArray();
  }

  /** From element to element along the axes of a shape, the last {@code rank}; 0 to repeat one. */
  static int[] steps(Shape shape, int rank) {
    int[] steps = new int[rank];
    int step = 1;
    for (int axis = 1; axis <= shape.rank(); axis++) {
      steps[rank - axis] = shape.dim(-axis) == 1 ? 0 : step;
      step *= shape.dim(-axis);
    }
    return steps;
  }

  /** Fills a shape with the elements of x from {@code start} on that lie these steps apart. */
  static ToyValue gather(Shape shape, ToyValue x, int start, int... steps) {
    int[] out = steps(shape, steps.length);
    return new ToyLoops(shape.toArray(), out, steps, new int[steps.length])
        .run(shape, 0, x, start, ToyValue.scalar(1));
  }

  /** Adds the elements of x, times a factor, to those of a shape that lie these steps apart. */
  static ToyValue scatter(Shape shape, double factor, ToyValue x, int start, int... steps) {
    int[] from = steps(x.shape(), steps.length);
    return new ToyLoops(x.shape().toArray(), steps, from, new int[steps.length])
        .run(shape, start, x, 0, ToyValue.scalar(factor));
  }

  static ToyValue matmul(Shape shape, ToyValue x, ToyValue y) {
    int n = shape.dim(-2);
    int m = shape.dim(-1);
    int k = x.shape().dim(-1);
    int[] extents = {shape.size() / (n * m), n, k, m};
    int[] rows = {n * k, k, 1, 0};
    int[] columns = {k * m, 0, m, 1};
    return new ToyLoops(extents, new int[] {n * m, m, 0, 1}, rows, columns).run(shape, 0, x, 0, y);
  }

  /** Loops over images, groups, outputs and inputs of a group, kernel, rows and columns. */
  static ToyValue conv2d(Op op, ToyValue x, ToyValue weight) {
    int stride = op.stride();
    int groups = op.groups();
    ToyValue image = frame(x, op.padding());
    int[] y = op.shape().toArray();
    int[] k = weight.shape().toArray();
    int[] o = steps(op.shape(), 4);
    int[] i = steps(image.shape(), 4);
    int[] w = steps(weight.shape(), 4);
    int outputs = y[1] / groups;
    int[] extents = {y[0], groups, outputs, k[1], k[2], k[3], y[2], y[3]};
    int[] out = {o[0], outputs * o[1], o[1], 0, 0, 0, o[2], o[3]};
    int[] from = {i[0], k[1] * i[1], 0, i[1], i[2], i[3], stride * i[2], stride * i[3]};
    int[] by = {0, outputs * w[0], w[0], w[1], w[2], w[3], 0, 0};
    return new ToyLoops(extents, out, from, by).run(op.shape(), 0, image, 0, weight);
  }

  /** Images with zeros on every side. */
  private static ToyValue frame(ToyValue x, int pad) {
    Shape in = x.shape();
    Shape shape = in.with(2, in.dim(2) + 2 * pad).with(3, in.dim(3) + 2 * pad);
    return scatter(shape, 1, x, pad * (shape.dim(3) + 1), steps(shape, 4));
  }

  /** From the places {@code to} and {@code from} on; exchanged arrays make the gradients. */
  private ToyValue run(Shape shape, int to, ToyValue x, int from, ToyValue y) {
    double[] result = new double[shape.size()];
    nest(0, result, to, x.at(), from, y.at(), 0);
    ToyValue.Backward backward =
        (gradient, into) -> {
          new ToyLoops(extents, a, out, b).nest(0, into[0], from, gradient, to, y.at(), 0);
          new ToyLoops(extents, b, out, a).nest(0, into[1], 0, gradient, to, x.at(), from);
        };
    return new ToyValue(shape, result, backward, x, y);
  }

  private void nest(int loop, double[] to, int i, double[] x, int j, double[] y, int k) {
    int p = out[loop];
    int q = a[loop];
    int r = b[loop];
    if (loop + 1 < extents.length) {
      for (int n = 0; n < extents[loop]; n++) {
        nest(loop + 1, to, i + n * p, x, j + n * q, y, k + n * r);
      }
    } else {
      for (int n = 0; n < extents[loop]; n++) {
        to[i + n * p] += x[j + n * q] * y[k + n * r];
      }
    }
  }
}
