package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** The largest value under each window; padding never wins; of ties the first has the gradient. */
final class MaxPooling {
  private MaxPooling() {}

  static Array forward(Op op, List<Array> in) {
    return IndexMap.gather(in.get(0), winners(op, in.get(0)), op.shape());
  }

  static List<Array> backward(Op op, List<Array> in, Array gradient) {
    Array x = in.get(0);
    return List.of(IndexMap.scatter(gradient, winners(op, x), x.shape()));
  }

  private static int[] winners(Op op, Array x) {
    int[] winners = new int[op.shape().size()];
    int planes = op.shape().dim(0) * op.shape().dim(1);
    int at = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int row = 0; row < op.shape().dim(2); row++) {
        for (int column = 0; column < op.shape().dim(3); column++) {
          winners[at++] = winner(op, x, plane, row, column);
        }
      }
    }
    return winners;
  }

  private static int winner(Op op, Array x, int plane, int row, int column) {
    Shape shape = x.shape();
    int kernel = op.kernel();
    int top = row * op.stride() - op.padding();
    int left = column * op.stride() - op.padding();
    int best = -1;
    for (int y = Math.max(top, 0); y < Math.min(top + kernel, shape.dim(2)); y++) {
      for (int z = Math.max(left, 0); z < Math.min(left + kernel, shape.dim(3)); z++) {
        int at = (plane * shape.dim(2) + y) * shape.dim(3) + z;
        if (best < 0 || x.values()[at] > x.values()[best] || Double.isNaN(x.values()[at])) {
          best = at;
        }
      }
    }
    return best;
  }
}
