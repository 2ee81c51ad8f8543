package org.harl.trace;

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
    return Primitives.binary("add", Kind.ADD, this, other);
  }

  /** {@code this + value}. */
  public Tensor add(double value) {
    return add(recorder.constant(value));
  }

  /** {@code this - other}. */
  public Tensor subtract(Tensor other) {
    return Primitives.binary("subtract", Kind.SUBTRACT, this, other);
  }

  /** {@code this * other}. */
  public Tensor multiply(Tensor other) {
    return Primitives.binary("multiply", Kind.MULTIPLY, this, other);
  }

  /** {@code this * value}. */
  public Tensor multiply(double value) {
    return multiply(recorder.constant(value));
  }

  /** {@code this / other}. */
  public Tensor divide(Tensor other) {
    return Primitives.binary("divide", Kind.DIVIDE, this, other);
  }

  /** The larger of the two. */
  public Tensor maximum(Tensor other) {
    return Primitives.binary("maximum", Kind.MAXIMUM, this, other);
  }

  /** The larger of this and a number. */
  public Tensor maximum(double value) {
    return maximum(recorder.constant(value));
  }

  /** The smaller of the two. */
  public Tensor minimum(Tensor other) {
    return Primitives.binary("minimum", Kind.MINIMUM, this, other);
  }

  /** {@code this < other}, BOOL. */
  public Tensor less(Tensor other) {
    return Primitives.binary("less", Kind.LESS, this, other);
  }

  /** {@code this < value}, BOOL. */
  public Tensor less(double value) {
    return less(recorder.constant(value));
  }

  /** This BOOL condition ? a : b, element by element. */
  public Tensor select(Tensor a, Tensor b) {
    return Primitives.select(this, a, b);
  }

  /** {@code -this}. */
  public Tensor negate() {
    return Primitives.unary("negate", Kind.NEGATE, this);
  }

  /** Absolute value. */
  public Tensor abs() {
    return Primitives.unary("abs", Kind.ABS, this);
  }

  /** {@code e^this}. */
  public Tensor exp() {
    return Primitives.unary("exp", Kind.EXP, this);
  }

  /** Natural logarithm. */
  public Tensor log() {
    return Primitives.unary("log", Kind.LOG, this);
  }

  /** Square root. */
  public Tensor sqrt() {
    return Primitives.unary("sqrt", Kind.SQRT, this);
  }

  /** {@code 1 / sqrt(this)}. */
  public Tensor rsqrt() {
    return Primitives.unary("rsqrt", Kind.RSQRT, this);
  }

  /** The largest integer not above it; no gradient. */
  public Tensor floor() {
    return Primitives.unary("floor", Kind.FLOOR, this);
  }

  /** {@code max(this, 0)}. */
  public Tensor relu() {
    return Primitives.unary("relu", Kind.RELU, this);
  }

  /** {@code min(max(this, low), high)}. */
  public Tensor clamp(double low, double high) {
    return Primitives.clamp(this, low, high);
  }

  /** The same values through which no gradient flows. */
  public Tensor stopGradient() {
    return Primitives.unary("stopGradient", Kind.STOP_GRADIENT, this);
  }

  /** UINT8 or BOOL as REAL; a REAL is returned as it is. */
  public Tensor toReal() {
    return type == ElementType.REAL
        ? this
        : recorder.emit(Kind.CAST, ElementType.REAL, shape, List.of(this));
  }

  /** Repeated to a larger shape, by numpy's rules. */
  public Tensor broadcastTo(Shape target) {
    return Primitives.broadcast(this, target);
  }

  /** The same elements in row-major order under other extents. */
  public Tensor reshape(int... dims) {
    return Primitives.reshape(this, Shape.of(dims));
  }

  /** Axes reordered: axis {@code permutation[i]} becomes axis i. */
  public Tensor transpose(int... permutation) {
    return Primitives.transpose(this, permutation);
  }

  /** Elements {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
  public Tensor slice(int axis, int from, int to) {
    return Primitives.slice(this, axis, from, to);
  }

  /**
   * The rows of this [R, D] that numbers [N] name, each a whole one within 0..R-1, which is not
   * checked: [N, D]. A row may be named more than once.
   */
  public Tensor gatherRows(Tensor numbers) {
    return Primitives.gatherRows(this, numbers);
  }

  /**
   * This [R, D] with rows [N, D] in the places that numbers [N] name, each a whole one within
   * 0..R-1, which is not checked. A place may be named more than once if its rows are equal;
   * nothing can be differentiated through it then.
   */
  public Tensor scatterRows(Tensor rows, Tensor numbers) {
    return Primitives.scatterRows(this, rows, numbers);
  }

  /** Sum over axes, which stay with extent 1. */
  public Tensor sum(int... axes) {
    return Primitives.reduce("sum", Kind.SUM, this, axes);
  }

  /** Mean over axes, which stay with extent 1. */
  public Tensor mean(int... axes) {
    return Primitives.reduce("mean", Kind.MEAN, this, axes);
  }

  /** Maximum over axes, which stay with extent 1. */
  public Tensor max(int... axes) {
    return Primitives.reduce("max", Kind.MAX, this, axes);
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
    return Primitives.matmul(this, other);
  }

  /** Cross-correlation of images [N, C, H, W] with weight [O, C/groups, kh, kw], zero padded. */
  public Tensor conv2d(Tensor weight, int stride, int pad, int groups) {
    return Primitives.conv2d(this, weight, stride, pad, groups);
  }

  /** Largest value under each window of images [N, C, H, W]; padding never wins. */
  public Tensor maxPool2d(int kernel, int stride, int pad) {
    return Primitives.maxPool2d(this, kernel, stride, pad);
  }

  private int[] allAxes() {
    return IntStream.range(0, shape.rank()).toArray();
  }

  @Override
  public String toString() {
    return "%" + id + " " + type + " " + shape;
  }
}
