package org.harl.trace;

import java.util.stream.IntStream;
import org.harl.trace.Op.Kind;

/**
 * A value inside a recorded computation: it has a shape and an element type, and no contents. Every
 * method records one primitive (or a few) and checks shapes at once. Binary methods broadcast as
 * numpy does; reductions keep their axes with extent 1.
 */
public final class Tensor extends Elementwise {
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

  /** {@return the recorder that this value belongs to} */
  public Recorder recorder() {
    return recorder;
  }

  /** {@return the number of the primitive that computes it} */
  public int id() {
    return id;
  }

  /** {@return what it holds} */
  public ElementType type() {
    return type;
  }

  /** {@return its extents} */
  public Shape shape() {
    return shape;
  }

  /**
   * {@return repeated to a larger shape, by numpy's rules}
   *
   * @param target of as many axes or more
   */
  public Tensor broadcastTo(Shape target) {
    return Primitives.broadcast(this, target);
  }

  /**
   * {@return the same elements in row-major order under other extents}
   *
   * @param dims at least 1 each, as many elements in all
   */
  public Tensor reshape(int... dims) {
    return Primitives.reshape(this, Shape.of(dims));
  }

  /**
   * {@return axes reordered: axis {@code permutation[i]} becomes axis i}
   *
   * @param permutation each axis once
   */
  public Tensor transpose(int... permutation) {
    return Primitives.transpose(this, permutation);
  }

  /**
   * {@return elements {@code from} (inclusive) to {@code to} (exclusive) along an axis}
   *
   * @param axis from 0, or negative from the end
   * @param from at least 0
   * @param to above {@code from}, at most the extent
   */
  public Tensor slice(int axis, int from, int to) {
    return Primitives.slice(this, axis, from, to);
  }

  /**
   * {@return the rows of this [R, D] that numbers [N] name, each a whole one within 0..R-1, which
   * is not checked: [N, D]} A row may be named more than once.
   *
   * @param numbers REAL [N]
   */
  public Tensor gatherRows(Tensor numbers) {
    return Primitives.gatherRows(this, numbers);
  }

  /**
   * {@return this [R, D] with rows [N, D] in the places that numbers [N] name, each a whole one
   * within 0..R-1, which is not checked} A place may be named more than once if its rows are equal;
   * nothing can be differentiated through it then.
   *
   * @param rows [N, D]
   * @param numbers REAL [N]
   */
  public Tensor scatterRows(Tensor rows, Tensor numbers) {
    return Primitives.scatterRows(this, rows, numbers);
  }

  /**
   * {@return sum over axes, which stay with extent 1}
   *
   * @param axes each once, from 0, or negative from the end; at least one
   */
  public Tensor sum(int... axes) {
    return Primitives.reduce("sum", Kind.SUM, this, axes);
  }

  /**
   * {@return mean over axes, which stay with extent 1}
   *
   * @param axes each once, from 0, or negative from the end; at least one
   */
  public Tensor mean(int... axes) {
    return Primitives.reduce("mean", Kind.MEAN, this, axes);
  }

  /**
   * {@return maximum over axes, which stay with extent 1}
   *
   * @param axes each once, from 0, or negative from the end; at least one
   */
  public Tensor max(int... axes) {
    return Primitives.reduce("max", Kind.MAX, this, axes);
  }

  /** {@return the mean of all elements, a scalar []} */
  public Tensor meanAll() {
    return shape.rank() == 0 ? this : mean(allAxes()).reshape();
  }

  /** {@return the sum of all elements, a scalar []} */
  public Tensor sumAll() {
    return shape.rank() == 0 ? this : sum(allAxes()).reshape();
  }

  /**
   * {@return matrix product over the last two axes; leading axes are equal}
   *
   * @param other [.., K, N] for this [.., M, K]
   */
  public Tensor matmul(Tensor other) {
    return Primitives.matmul(this, other);
  }

  /**
   * {@return cross-correlation of images [N, C, H, W] with weight [O, C/groups, kh, kw], zero
   * padded}
   *
   * @param weight [O, C/groups, kh, kw]
   * @param stride pixels from window to window, at least 1
   * @param pad zeros added on every side, in pixels, at least 0
   * @param groups groups that channels and filters are divided into; 1 for a usual convolution, C
   *     for a depthwise one
   */
  public Tensor conv2d(Tensor weight, int stride, int pad, int groups) {
    return Primitives.conv2d(this, weight, stride, pad, groups);
  }

  /**
   * {@return largest value under each window of images [N, C, H, W]; padding never wins}
   *
   * @param kernel the side of the window, in pixels, at least 1
   * @param stride pixels from window to window, at least 1
   * @param pad zeros added on every side, in pixels, at least 0
   */
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
