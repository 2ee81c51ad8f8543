package org.harl.trace;

import java.util.Arrays;
import java.util.List;
import org.harl.trace.Op.Kind;

/** How each primitive that {@link Tensor} offers is checked and recorded. */
final class Primitives {
  private Primitives() {}

  static Tensor unary(String what, Kind kind, Tensor x) {
    x.recorder().require(what, ElementType.REAL, x);
    return x.recorder().emit(kind, x.type(), x.shape(), List.of(x));
  }

  static Tensor binary(String what, Kind kind, Tensor a, Tensor b) {
    a.recorder().require(what, ElementType.REAL, a, b);
    Shape joined = Shapes.broadcast(what, a.shape(), b.shape());
    ElementType type = kind == Kind.LESS ? ElementType.BOOL : ElementType.REAL;
    return a.recorder().emit(kind, type, joined, List.of(a, b));
  }

  static Tensor select(Tensor condition, Tensor a, Tensor b) {
    condition.recorder().require("select", ElementType.BOOL, condition);
    condition.recorder().require("select", ElementType.REAL, a, b);
    Shape either = Shapes.broadcast("select", a.shape(), b.shape());
    Shape joined = Shapes.broadcast("select", either, condition.shape());
    return condition
        .recorder()
        .emit(Kind.SELECT, ElementType.REAL, joined, List.of(condition, a, b));
  }

  static Tensor clamp(Tensor x, double low, double high) {
    x.recorder().require("clamp", ElementType.REAL, x);
    return x.recorder()
        .emit(Kind.CLAMP, x.type(), x.shape(), List.of(x), List.of(), List.of(low, high));
  }

  static Tensor reduce(String what, Kind kind, Tensor x, int... axes) {
    x.recorder().require(what, ElementType.REAL, x);
    List<Integer> sorted = Shapes.axes(what, x.shape(), axes);
    Shape reduced = Shapes.reduced(x.shape(), sorted);
    return x.recorder().emit(kind, x.type(), reduced, List.of(x), sorted, List.of());
  }

  static Tensor broadcast(Tensor x, Shape target) {
    x.recorder().require("broadcastTo", ElementType.REAL, x);
    if (!Shapes.broadcast("broadcastTo", x.shape(), target).equals(target)) {
      throw Shapes.against("broadcastTo", x.shape(), target);
    }
    return reshaped(Kind.BROADCAST, x, target);
  }

  static Tensor reshape(Tensor x, Shape target) {
    if (target.size() != x.shape().size()) {
      throw Shapes.against("reshape", x.shape(), target);
    }
    return reshaped(Kind.RESHAPE, x, target);
  }

  private static Tensor reshaped(Kind kind, Tensor x, Shape target) {
    return target.equals(x.shape()) ? x : x.recorder().emit(kind, x.type(), target, List.of(x));
  }

  static Tensor transpose(Tensor x, int... permutation) {
    Shape target = Shapes.transposed(x.shape(), permutation);
    List<Integer> axes = Arrays.stream(permutation).boxed().toList();
    return x.recorder().emit(Kind.TRANSPOSE, x.type(), target, List.of(x), axes, List.of());
  }

  static Tensor slice(Tensor x, int axis, int from, int to) {
    int positive = Shapes.axis("slice", x.shape(), axis);
    if (from < 0 || to > x.shape().dim(positive) || from >= to) {
      throw new ShapeException(
          "slice: " + from + ".." + to + " of axis " + axis + " of " + x.shape());
    }
    Shape cut = x.shape().with(positive, to - from);
    List<Integer> ints = List.of(positive, from, to);
    return x.recorder().emit(Kind.SLICE, x.type(), cut, List.of(x), ints, List.of());
  }

  static Tensor gatherRows(Tensor x, Tensor numbers) {
    x.recorder().require("gatherRows", ElementType.REAL, x, numbers);
    Shape gathered = Shapes.rows("gatherRows", x.shape(), numbers.shape());
    return x.recorder().emit(Kind.GATHER_ROWS, x.type(), gathered, List.of(x, numbers));
  }

  static Tensor scatterRows(Tensor x, Tensor rows, Tensor numbers) {
    x.recorder().require("scatterRows", ElementType.REAL, x, rows, numbers);
    Shape named = Shapes.rows("scatterRows", x.shape(), numbers.shape());
    if (!rows.shape().equals(named)) {
      throw Shapes.against("scatterRows", named, rows.shape());
    }
    return x.recorder().emit(Kind.SCATTER_ROWS, x.type(), x.shape(), List.of(x, rows, numbers));
  }

  static Tensor matmul(Tensor a, Tensor b) {
    a.recorder().require("matmul", ElementType.REAL, a, b);
    Shape product = Shapes.matmul(a.shape(), b.shape());
    return a.recorder().emit(Kind.MATMUL, a.type(), product, List.of(a, b));
  }

  static Tensor conv2d(Tensor x, Tensor weight, int stride, int pad, int groups) {
    x.recorder().require("conv2d", ElementType.REAL, x, weight);
    Shape out = Shapes.conv2d(x.shape(), weight.shape(), stride, pad, groups);
    List<Integer> ints = List.of(stride, pad, groups);
    return x.recorder().emit(Kind.CONV2D, x.type(), out, List.of(x, weight), ints, List.of());
  }

  static Tensor maxPool2d(Tensor x, int kernel, int stride, int pad) {
    x.recorder().require("maxPool2d", ElementType.REAL, x);
    Shape out = Shapes.maxPool2d(x.shape(), kernel, stride, pad);
    List<Integer> ints = List.of(kernel, stride, pad);
    return x.recorder().emit(Kind.MAX_POOL2D, x.type(), out, List.of(x), ints, List.of());
  }
}
