package org.harl.trace;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.trace.Op.Kind;

/**
 * A value inside a recorded computation: it has a shape and an element type, and no contents. Every
 * method records one primitive (or a few) and checks shapes at once. Binary methods broadcast as
 * numpy does; reductions keep their axes with extent 1.
 */
public final class Tensor {
  private final Recorder recorder;
  private final int id;
  private final ElementType type;
  private final Shape shape;

  Tensor(Recorder recorder, int id, ElementType type, Shape shape) {
    this.recorder = recorder;
    this.id = id;
    this.type = type;
    this.shape = shape;
  }

  /** The recorder that this value belongs to. */
  public Recorder recorder() {
    return recorder;
  }

  /** The number of the primitive that computes it. */
  public int id() {
    return id;
  }

  /** What it holds. */
  public ElementType type() {
    return type;
  }

  /** Its extents. */
  public Shape shape() {
    return shape;
  }

  /** {@code this + other}. */
  public Tensor add(Tensor other) {
    return binary("add", Kind.ADD, other, ElementType.REAL);
  }

  /** {@code this + value}. */
  public Tensor add(double value) {
    return add(recorder.constant(value));
  }

  /** {@code this - other}. */
  public Tensor subtract(Tensor other) {
    return binary("subtract", Kind.SUBTRACT, other, ElementType.REAL);
  }

  /** {@code this * other}. */
  public Tensor multiply(Tensor other) {
    return binary("multiply", Kind.MULTIPLY, other, ElementType.REAL);
  }

  /** {@code this * value}. */
  public Tensor multiply(double value) {
    return multiply(recorder.constant(value));
  }

  /** {@code this / other}. */
  public Tensor divide(Tensor other) {
    return binary("divide", Kind.DIVIDE, other, ElementType.REAL);
  }

  /** The larger of the two. */
  public Tensor maximum(Tensor other) {
    return binary("maximum", Kind.MAXIMUM, other, ElementType.REAL);
  }

  /** The larger of this and a number. */
  public Tensor maximum(double value) {
    return maximum(recorder.constant(value));
  }

  /** The smaller of the two. */
  public Tensor minimum(Tensor other) {
    return binary("minimum", Kind.MINIMUM, other, ElementType.REAL);
  }

  /** {@code this < other}, BOOL. */
  public Tensor less(Tensor other) {
    return binary("less", Kind.LESS, other, ElementType.BOOL);
  }

  /** {@code this < value}, BOOL. */
  public Tensor less(double value) {
    return less(recorder.constant(value));
  }

  /** This BOOL condition ? a : b, element by element. */
  public Tensor select(Tensor a, Tensor b) {
    recorder.require("select", ElementType.BOOL, this);
    recorder.require("select", ElementType.REAL, a, b);
    Shape joined = Shapes.broadcast("select", Shapes.broadcast("select", a.shape, b.shape), shape);
    return recorder.emit(Kind.SELECT, ElementType.REAL, joined, List.of(this, a, b));
  }

  /** {@code -this}. */
  public Tensor negate() {
    return unary("negate", Kind.NEGATE);
  }

  /** Absolute value. */
  public Tensor abs() {
    return unary("abs", Kind.ABS);
  }

  /** {@code e^this}. */
  public Tensor exp() {
    return unary("exp", Kind.EXP);
  }

  /** Natural logarithm. */
  public Tensor log() {
    return unary("log", Kind.LOG);
  }

  /** Square root. */
  public Tensor sqrt() {
    return unary("sqrt", Kind.SQRT);
  }

  /** {@code 1 / sqrt(this)}. */
  public Tensor rsqrt() {
    return unary("rsqrt", Kind.RSQRT);
  }

  /** The largest integer not above it; no gradient. */
  public Tensor floor() {
    return unary("floor", Kind.FLOOR);
  }

  /** {@code max(this, 0)}. */
  public Tensor relu() {
    return unary("relu", Kind.RELU);
  }

  /** {@code min(max(this, low), high)}. */
  public Tensor clamp(double low, double high) {
    recorder.require("clamp", ElementType.REAL, this);
    return recorder.emit(Kind.CLAMP, type, shape, List.of(this), List.of(), List.of(low, high));
  }

  /** The same values through which no gradient flows. */
  public Tensor stopGradient() {
    return unary("stopGradient", Kind.STOP_GRADIENT);
  }

  /** UINT8 or BOOL as REAL; a REAL is returned as it is. */
  public Tensor toReal() {
    return type == ElementType.REAL
        ? this
        : recorder.emit(Kind.CAST, ElementType.REAL, shape, List.of(this));
  }

  /** Repeated to a larger shape, by numpy's rules. */
  public Tensor broadcastTo(Shape target) {
    recorder.require("broadcastTo", ElementType.REAL, this);
    if (!Shapes.broadcast("broadcastTo", shape, target).equals(target)) {
      throw Shapes.against("broadcastTo", shape, target);
    }
    return target.equals(shape) ? this : recorder.emit(Kind.BROADCAST, type, target, List.of(this));
  }

  /** The same elements in row-major order under other extents. */
  public Tensor reshape(int... dims) {
    Shape target = Shape.of(dims);
    if (target.size() != shape.size()) {
      throw Shapes.against("reshape", shape, target);
    }
    return target.equals(shape) ? this : recorder.emit(Kind.RESHAPE, type, target, List.of(this));
  }

  /** Axes reordered: axis {@code permutation[i]} becomes axis i. */
  public Tensor transpose(int... permutation) {
    Shape target = Shapes.transposed(shape, permutation);
    return recorder.emit(
        Kind.TRANSPOSE,
        type,
        target,
        List.of(this),
        Arrays.stream(permutation).boxed().toList(),
        List.of());
  }

  /** Elements {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
  public Tensor slice(int axis, int from, int to) {
    int positive = Shapes.axis("slice", shape, axis);
    if (from < 0 || to > shape.dim(positive) || from >= to) {
      throw new ShapeException("slice: " + from + ".." + to + " of axis " + axis + " of " + shape);
    }
    return recorder.emit(
        Kind.SLICE,
        type,
        shape.with(positive, to - from),
        List.of(this),
        List.of(positive, from, to),
        List.of());
  }

  /** Sum over axes, which stay with extent 1. */
  public Tensor sum(int... axes) {
    return reduce("sum", Kind.SUM, axes);
  }

  /** Mean over axes, which stay with extent 1. */
  public Tensor mean(int... axes) {
    return reduce("mean", Kind.MEAN, axes);
  }

  /** Maximum over axes, which stay with extent 1. */
  public Tensor max(int... axes) {
    return reduce("max", Kind.MAX, axes);
  }

  /** The mean of all elements, a scalar []. */
  public Tensor meanAll() {
    return shape.rank() == 0 ? this : mean(allAxes()).reshape();
  }

  /** The sum of all elements, a scalar []. */
  public Tensor sumAll() {
    return shape.rank() == 0 ? this : sum(allAxes()).reshape();
  }

  /** Matrix product over the last two axes; leading axes are equal. */
  public Tensor matmul(Tensor other) {
    recorder.require("matmul", ElementType.REAL, this, other);
    return recorder.emit(
        Kind.MATMUL, type, Shapes.matmul(shape, other.shape), List.of(this, other));
  }

  /** Cross-correlation of images [N, C, H, W] with weight [O, C/groups, kh, kw], zero padded. */
  public Tensor conv2d(Tensor weight, int stride, int pad, int groups) {
    recorder.require("conv2d", ElementType.REAL, this, weight);
    Shape out = Shapes.conv2d(shape, weight.shape, stride, pad, groups);
    return recorder.emit(
        Kind.CONV2D, type, out, List.of(this, weight), List.of(stride, pad, groups), List.of());
  }

  /** Largest value under each window of images [N, C, H, W]; padding never wins. */
  public Tensor maxPool2d(int kernel, int stride, int pad) {
    recorder.require("maxPool2d", ElementType.REAL, this);
    Shape out = Shapes.maxPool2d(shape, kernel, stride, pad);
    return recorder.emit(
        Kind.MAX_POOL2D, type, out, List.of(this), List.of(kernel, stride, pad), List.of());
  }

  private int[] allAxes() {
    return IntStream.range(0, shape.rank()).toArray();
  }

  private Tensor reduce(String what, Kind kind, int... axes) {
    recorder.require(what, ElementType.REAL, this);
    List<Integer> sorted = Shapes.axes(what, shape, axes);
    return recorder.emit(
        kind, type, Shapes.reduced(shape, sorted), List.of(this), sorted, List.of());
  }

  private Tensor unary(String what, Kind kind) {
    recorder.require(what, ElementType.REAL, this);
    return recorder.emit(kind, type, shape, List.of(this));
  }

  private Tensor binary(String what, Kind kind, Tensor other, ElementType result) {
    recorder.require(what, ElementType.REAL, this, other);
    return recorder.emit(
        kind, result, Shapes.broadcast(what, shape, other.shape), List.of(this, other));
  }

  @Override
  public String toString() {
    return "%" + id + " " + type + " " + shape;
  }
}
