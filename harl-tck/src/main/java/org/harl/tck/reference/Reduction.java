package org.harl.tck.reference;

import java.util.Arrays;
import java.util.List;
import org.harl.trace.Op;

/** Sum, mean and maximum over axes that stay with extent 1. */
final class Reduction {
  private Reduction() {}

  static Array forward(Op op, List<Array> in) {
    Array x = in.get(0);
    int[] map = IndexMap.broadcast(op.shape(), x.shape());
    if (op.kind() == Op.Kind.MAX) {
      return largest(x, map, op);
    }
    Array sum = IndexMap.scatter(x, map, op.shape());
    double count = (double) x.values().length / sum.values().length;
    return op.kind() == Op.Kind.MEAN ? sum.map(v -> v / count) : sum;
  }

  private static Array largest(Array x, int[] map, Op op) {
    double[] largest = new double[op.shape().size()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < map.length; i++) {
      largest[map[i]] = Math.max(largest[map[i]], x.values()[i]);
    }
    return new Array(op.shape(), largest);
  }

  static List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
    Array x = in.get(0);
    int[] map = IndexMap.broadcast(op.shape(), x.shape());
    Array spread = IndexMap.gather(gradient, map, x.shape());
    if (op.kind() == Op.Kind.SUM) {
      return List.of(spread);
    }
    if (op.kind() == Op.Kind.MEAN) {
      double count = (double) x.values().length / out.values().length;
      return List.of(spread.map(v -> v / count));
    }
    return List.of(shared(x, map, out, spread));
  }

  /** Only what equals the maximum has a gradient; ties have equal shares. */
  private static Array shared(Array x, int[] map, Array out, Array spread) {
    int[] ties = new int[out.values().length];
    for (int i = 0; i < map.length; i++) {
      ties[map[i]] += x.values()[i] == out.values()[map[i]] ? 1 : 0;
    }
    double[] shared = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      boolean top = x.values()[i] == out.values()[map[i]];
      shared[i] = top ? spread.values()[i] / ties[map[i]] : 0;
    }
    return new Array(x.shape(), shared);
  }
}
