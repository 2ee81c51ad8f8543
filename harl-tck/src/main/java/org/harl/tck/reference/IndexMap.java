package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Shape;

/**
 * For every element of a "to" array the element of a "from" array that it belongs to. Broadcasts,
 * transposes, slices and (read backwards) sums are such maps: the gradient of gathering along one
 * is scattering along it.
 */
final class IndexMap {
  private IndexMap() {}

  /** Every element of {@code to} with the element of {@code from} that numpy's rules repeat. */
  static int[] broadcast(Shape from, Shape to) {
    int[] steps = new int[to.rank()];
    int[] own = steps(from);
    for (int i = 0; i < from.rank(); i++) {
      boolean repeated = from.dim(i) == 1;
      steps[to.rank() - from.rank() + i] = repeated ? 0 : own[i];
    }
    return walk(to, steps, 0);
  }

  /** Axis {@code order[i]} of {@code from} as axis i of {@code to}. */
  static int[] transpose(Shape from, Shape to, List<Integer> order) {
    int[] own = steps(from);
    return walk(to, order.stream().mapToInt(axis -> own[axis]).toArray(), 0);
  }

  /**
   * The part of {@code whole} of the shape {@code part} that starts at {@code start} on an axis.
   */
  static int[] part(Shape whole, Shape part, int axis, int start) {
    int[] own = steps(whole);
    return walk(part, own, start * own[axis]);
  }

  private static int[] steps(Shape shape) {
    int[] steps = new int[shape.rank()];
    int step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= shape.dim(axis);
    }
    return steps;
  }

  /** Positions reached by walking a shape row-major with these steps an axis. */
  private static int[] walk(Shape shape, int[] steps, int start) {
    int[] positions = {start};
    for (int axis = 0; axis < shape.rank(); axis++) {
      int extent = shape.dim(axis);
      int[] next = new int[positions.length * extent];
      int at = 0;
      for (int position : positions) {
        for (int i = 0; i < extent; i++) {
          next[at++] = position + i * steps[axis];
        }
      }
      positions = next;
    }
    return positions;
  }

  /** {@code out[i] = from[map[i]]}. */
  static Array gather(Array from, int[] map, Shape shape) {
    double[] in = from.values();
    double[] out = new double[map.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = in[map[i]];
    }
    return new Array(shape, out);
  }

  /** {@code out[map[i]] += from[i]}. */
  static Array scatter(Array from, int[] map, Shape shape) {
    double[] in = from.values();
    double[] out = new double[shape.size()];
    for (int i = 0; i < map.length; i++) {
      out[map[i]] += in[i];
    }
    return new Array(shape, out);
  }
}
