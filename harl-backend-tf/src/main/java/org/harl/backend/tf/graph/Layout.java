package org.harl.backend.tf.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.harl.trace.Shape;

/**
 * How the axes of a value lie in memory. TensorFlow wants images as NHWC and filters as HWIO; and a
 * transposition is free until somebody needs another order.
 *
 * @param order the axis of the recorded value that each axis in memory holds
 */
record Layout(List<Integer> order) {
  /** Recorded as [N, C, H, W], held as [N, H, W, C]. */
  static final Layout IMAGES = new Layout(List.of(0, 2, 3, 1));

  /** Recorded as [O, I, H, W], held as [H, W, I, O]. */
  static final Layout FILTERS = new Layout(List.of(2, 3, 1, 0));

  /** As recorded. */
  static Layout plain(int rank) {
    return new Layout(IntStream.range(0, rank).boxed().toList());
  }

  /** How a session holds a variable of that rank. */
  static Layout ofVariable(int rank) {
    return rank == 4 ? FILTERS : plain(rank);
  }

  boolean isPlain() {
    return equals(plain(order.size()));
  }

  /** Whether only the last two axes are exchanged. */
  boolean isTransposedMatrix() {
    int rank = order.size();
    return rank >= 2
        && order.get(rank - 1) == rank - 2
        && order.get(rank - 2) == rank - 1
        && order.subList(0, rank - 2).equals(plain(rank - 2).order);
  }

  /** The axis in memory that holds an axis of the recorded value. */
  int at(int axis) {
    return order.indexOf(axis);
  }

  /** The axes in memory that hold axes of the recorded value. */
  int[] at(List<Integer> axes) {
    return axes.stream().mapToInt(this::at).toArray();
  }

  /** The extents in memory. */
  int[] extents(Shape shape) {
    return order.stream().mapToInt(shape::dim).toArray();
  }

  /** The layout of the value whose axes are these of this one, with nothing moved. */
  Layout transposed(List<Integer> axes) {
    return new Layout(order.stream().map(axes::indexOf).toList());
  }

  /** The axes of this layout in the order in which the other has them. */
  int[] movesTo(Layout other) {
    return at(other.order);
  }

  /** Whether a value of that shape has the same bytes in both layouts. */
  boolean sameBytes(Layout other, Shape shape) {
    return extended(shape).equals(other.extended(shape));
  }

  private List<Integer> extended(Shape shape) {
    return order.stream().filter(axis -> shape.dim(axis) != 1).toList();
  }
}
