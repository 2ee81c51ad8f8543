package org.harl.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shape inference of the primitives, and its errors. */
final class Shapes {
  private Shapes() {}

  static Shape broadcast(String what, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.dim(-i) : 1;
      int y = i <= b.rank() ? b.dim(-i) : 1;
      if (x != y && x != 1 && y != 1) {
        throw against(what, a, b);
      }
      dims[rank - i] = Math.max(x, y);
    }
    return Shape.of(dims);
  }

  static List<Integer> axes(String what, Shape shape, int... axes) {
    List<Integer> sorted =
        Arrays.stream(axes).map(axis -> axis(what, shape, axis)).sorted().boxed().toList();
    if (sorted.isEmpty() || sorted.stream().distinct().count() != sorted.size()) {
      throw new ShapeException(
          what
              + ": axes "
              + Arrays.toString(axes)
              + " of "
              + shape
              + " must be at least one, each once");
    }
    return sorted;
  }

  static int axis(String what, Shape shape, int axis) {
    int positive = axis < 0 ? axis + shape.rank() : axis;
    if (positive < 0 || positive >= shape.rank()) {
      throw new ShapeException(
          what + ": axis " + axis + " of " + shape + "; it has " + shape.rank() + " axes");
    }
    return positive;
  }

  static Shape reduced(Shape shape, List<Integer> axes) {
    Shape result = shape;
    for (int axis : axes) {
      result = result.with(axis, 1);
    }
    return result;
  }

  static Shape matmul(Shape a, Shape b) {
    boolean fits = a.rank() >= 2 && a.rank() == b.rank() && a.dim(-1) == b.dim(-2);
    for (int i = 0; fits && i < a.rank() - 2; i++) {
      fits = a.dim(i) == b.dim(i);
    }
    if (!fits) {
      throw against("matmul", a, b);
    }
    return a.with(-1, b.dim(-1));
  }

  static Shape conv2d(Shape x, Shape weight, int stride, int pad, int groups) {
    if (x.rank() != 4
        || weight.rank() != 4
        || groups < 1
        || stride < 1
        || pad < 0
        || x.dim(1) != weight.dim(1) * groups
        || weight.dim(0) % groups != 0) {
      throw new ShapeException(
          "conv2d: image "
              + x
              + " against weight "
              + weight
              + ", stride "
              + stride
              + ", pad "
              + pad
              + ", groups "
              + groups);
    }
    return Shape.of(
        x.dim(0),
        weight.dim(0),
        window("conv2d", x, 2, weight.dim(2), stride, pad),
        window("conv2d", x, 3, weight.dim(3), stride, pad));
  }

  static Shape maxPool2d(Shape x, int kernel, int stride, int pad) {
    if (x.rank() != 4 || kernel < 1 || stride < 1 || pad < 0 || 2 * pad > kernel) {
      throw new ShapeException(
          "maxPool2d: image "
              + x
              + ", kernel "
              + kernel
              + ", stride "
              + stride
              + ", pad "
              + pad
              + " (at most half the kernel)");
    }
    return x.with(2, window("maxPool2d", x, 2, kernel, stride, pad))
        .with(3, window("maxPool2d", x, 3, kernel, stride, pad));
  }

  private static int window(String what, Shape x, int axis, int kernel, int stride, int pad) {
    int room = x.dim(axis) + 2 * pad - kernel;
    if (room < 0) {
      throw new ShapeException(
          what + ": a kernel of " + kernel + " is larger than " + x + " padded by " + pad);
    }
    return room / stride + 1;
  }

  static Shape transposed(Shape shape, int... permutation) {
    boolean[] seen = new boolean[shape.rank()];
    boolean fits = permutation.length == shape.rank();
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; fits && i < permutation.length; i++) {
      int p = permutation[i];
      fits = p >= 0 && p < seen.length && !seen[p];
      if (fits) {
        seen[p] = true;
        dims.add(shape.dim(p));
      }
    }
    if (!fits) {
      throw new ShapeException(
          "transpose: " + Arrays.toString(permutation) + " is no order of the axes of " + shape);
    }
    return new Shape(dims);
  }

  static Shape concatenated(int axis, List<Shape> parts) {
    int extent = 0;
    for (Shape part : parts) {
      if (part.rank() != parts.get(0).rank()
          || !part.with(axis, 1).equals(parts.get(0).with(axis, 1))) {
        throw against("concat", parts.get(0), part);
      }
      extent += part.dim(axis);
    }
    return parts.get(0).with(axis, extent);
  }

  /** Of the rows of a matrix [R, D] that numbers [N] name: [N, D]. */
  static Shape rows(String what, Shape x, Shape numbers) {
    if (x.rank() != 2 || numbers.rank() != 1) {
      throw new ShapeException(
          what + ": expected rows [R, D] and numbers [N], got " + x + " and " + numbers);
    }
    return Shape.of(numbers.dim(0), x.dim(1));
  }

  static void channels(Shape x, List<Shape> perChannel) {
    if (x.rank() != 2 && x.rank() != 4) {
      throw new ShapeException("batchNorm: expected [N, C] or [N, C, H, W], got " + x);
    }
    for (Shape shape : perChannel) {
      if (!shape.equals(Shape.of(x.dim(1)))) {
        throw against("batchNorm", x, shape);
      }
    }
  }

  /** Statistics of a batch are those of several values a channel. */
  static void requireStatistics(Shape x) {
    if (x.size() / x.dim(1) < 2) {
      throw new ShapeException("batchNorm: training needs more than one value a channel, got " + x);
    }
  }

  static ShapeException against(String what, Shape a, Shape b) {
    return new ShapeException(what + ": " + a + " against " + b);
  }
}
