package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Rows of a matrix by their numbers: taken out of it, or put in the place of those that it has. */
final class Rows {
  private Rows() {}

  static Array forward(Op op, List<Array> in) {
    return op.kind() == Op.Kind.GATHER_ROWS
        ? taken(in.get(0), in.get(1))
        : replaced(in.get(0), in.get(1), in.get(2));
  }

  static List<Array> backward(Op op, List<Array> in, Array gradient) {
    if (op.kind() == Op.Kind.GATHER_ROWS) {
      return List.of(summed(in.get(0).shape(), gradient, in.get(1)));
    }
    Array rows = in.get(1);
    Array numbers = in.get(2);
    return List.of(
        replaced(gradient, Array.zeros(rows.shape()), numbers), taken(gradient, numbers));
  }

  private static Array taken(Array x, Array numbers) {
    int size = x.shape().dim(1);
    Array rows = Array.zeros(Shape.of(numbers.values().length, size));
    for (int i = 0; i < numbers.values().length; i++) {
      System.arraycopy(x.values(), place(numbers, i) * size, rows.values(), i * size, size);
    }
    return rows;
  }

  private static Array replaced(Array x, Array rows, Array numbers) {
    int size = x.shape().dim(1);
    double[] values = x.values().clone();
    for (int i = 0; i < numbers.values().length; i++) {
      System.arraycopy(rows.values(), i * size, values, place(numbers, i) * size, size);
    }
    return new Array(x.shape(), values);
  }

  /** Each row added in its place. */
  private static Array summed(Shape shape, Array rows, Array numbers) {
    int size = shape.dim(1);
    Array sums = Array.zeros(shape);
    for (int i = 0; i < rows.values().length; i++) {
      sums.values()[place(numbers, i / size) * size + i % size] += rows.values()[i];
    }
    return sums;
  }

  private static int place(Array numbers, int i) {
    return (int) numbers.values()[i];
  }
}
