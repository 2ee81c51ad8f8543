package org.harl.tck.toy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.trace.Shape;

/**
 * The elements of a value, row-major (a BOOL is 0 or 1), what it came from, and the way back.
 *
 * @param backward adds to the gradient of each input what the gradient of this value makes of it
 */
record ToyValue(Shape shape, double[] at, Backward backward, ToyValue... inputs) {
  interface Backward {
    void add(double[] gradient, double[]... into);
  }

  /** A value that no gradient goes through. */
  static ToyValue leaf(Shape shape, double... at) {
    return new ToyValue(shape, at, (gradient, into) -> {});
  }

  static ToyValue scalar(double value) {
    return leaf(Shape.of(), value);
  }

  /** The same elements, through which no gradient flows. */
  ToyValue cut() {
    return leaf(shape, at);
  }

  ToyValue as(Shape other) {
    return new ToyValue(other, at, ToyValue::pass, this);
  }

  /** This as it is stored: rounded, with the gradient of what it was. */
  ToyValue storedAs(double... rounded) {
    return new ToyValue(shape, rounded, ToyValue::pass, this);
  }

  private static void pass(double[] gradient, double[]... into) {
    Arrays.setAll(into[0], i -> into[0][i] + gradient[i]);
  }

  /** Repeated by numpy's rules. */
  ToyValue broadcast(Shape wide) {
    int[] steps = ToyLoops.steps(shape, wide.rank());
    return shape.equals(wide) ? this : ToyLoops.gather(wide, this, 0, steps);
  }

  /** The derivatives of this scalar by all that it came from; by identity, not by contents. */
  Map<ToyValue, double[]> gradients() {
    Map<ToyValue, double[]> gradients = new IdentityHashMap<>();
    Deque<ToyValue> path = new ArrayDeque<>();
    collect(gradients, path);
    gradients.get(this)[0] = 1;
    for (ToyValue value : path) {
      double[][] into = Stream.of(value.inputs).map(gradients::get).toArray(double[][]::new);
      value.backward.add(gradients.get(value), into);
    }
    return gradients;
  }

  /** The derivative by this, among those of a scalar; zeros where no path leads. */
  ToyValue derivative(Map<ToyValue, double[]> gradients) {
    return leaf(shape, gradients.getOrDefault(this, new double[at.length]));
  }

  /** Puts a value in front of its inputs: its gradient is complete when they need it. */
  private void collect(Map<ToyValue, double[]> gradients, Deque<ToyValue> path) {
    if (gradients.putIfAbsent(this, new double[at.length]) == null) {
      Stream.of(inputs).forEach(input -> input.collect(gradients, path));
      path.push(this);
    }
  }
}
