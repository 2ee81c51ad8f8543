package org.harl.tck.toy;

import org.harl.trace.Shape;

/**
 * A linear step from an input to a value: {@code y[out[i]] += factor x[in[i]]} for every i; null
 * stands for i itself. The gradient takes the same links the other way.
 */
record Link(int input, int count, int[] out, int[] in, double factor) {
  void forward(double[] x, double[] y) {
    for (int i = 0; i < count; i++) {
      y[out == null ? i : out[i]] += factor * x[in == null ? i : in[i]];
    }
  }

  void back(double[] gradient, double[] into) {
    for (int i = 0; i < count; i++) {
      into[in == null ? i : in[i]] += factor * gradient[out == null ? i : out[i]];
    }
  }

  /** Every element to itself. */
  static Link same(int size, double factor) {
    return new Link(0, size, null, null, factor);
  }

  /** For each element of {@code to} where walking from {@code start} by these steps leads. */
  static int[] walk(Shape to, int start, int... steps) {
    int[] places = new int[to.size()];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      places[i] = start;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        places[i] += rest % to.dim(axis) * steps[axis];
        rest /= to.dim(axis);
      }
    }
    return places;
  }

  /** Elements between neighbours of each axis. */
  static int[] steps(Shape shape) {
    int[] steps = new int[shape.rank()];
    for (int axis = shape.rank() - 1, step = 1; axis >= 0; step *= shape.dim(axis--)) {
      steps[axis] = step;
    }
    return steps;
  }

  /** For each element of {@code to} the element of {@code from} that numpy's rules repeat. */
  static int[] broadcast(Shape from, Shape to) {
    int[] steps = new int[to.rank()];
    for (int axis = 1; axis <= from.rank(); axis++) {
      boolean repeated = from.dim(-axis) == 1;
      steps[to.rank() - axis] = repeated ? 0 : steps(from)[from.rank() - axis];
    }
    return walk(to, 0, steps);
  }
}
