package org.harl.tck.reference;

import java.util.ArrayList;
import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** What moves elements without changing them: broadcast, reshape, transpose, concat, slice. */
final class Arrangement {
  private Arrangement() {}

  static Array forward(Op op, List<Array> in) {
    Array x = in.get(0);
    return switch (op.kind()) {
      case RESHAPE -> x.as(op.shape());
      case CONCAT -> concat(op, in);
      default -> IndexMap.gather(x, map(op, x.shape()), op.shape());
    };
  }

  static List<Array> backward(Op op, List<Array> in, Array gradient) {
    Shape from = in.get(0).shape();
    return switch (op.kind()) {
      case RESHAPE -> List.of(gradient.as(from));
      case CONCAT -> parts(op, in, gradient);
      default -> List.of(IndexMap.scatter(gradient, map(op, from), from));
    };
  }

  private static int[] map(Op op, Shape from) {
    return switch (op.kind()) {
      case BROADCAST -> IndexMap.broadcast(from, op.shape());
      case TRANSPOSE -> IndexMap.transpose(from, op.shape(), op.permutation());
      case SLICE -> IndexMap.part(from, op.shape(), op.axis(), op.from());
      default -> throw new IllegalArgumentException("no arrangement: " + op);
    };
  }

  private static Array concat(Op op, List<Array> in) {
    Array joined = Array.zeros(op.shape());
    int start = 0;
    for (Array part : in) {
      int axis = op.axis();
      int[] map = IndexMap.part(op.shape(), part.shape(), axis, start);
      joined = joined.plus(IndexMap.scatter(part, map, op.shape()));
      start += part.shape().dim(axis);
    }
    return joined;
  }

  private static List<Array> parts(Op op, List<Array> in, Array gradient) {
    List<Array> parts = new ArrayList<>();
    int start = 0;
    for (Array part : in) {
      int axis = op.axis();
      int[] map = IndexMap.part(op.shape(), part.shape(), axis, start);
      parts.add(IndexMap.gather(gradient, map, part.shape()));
      start += part.shape().dim(axis);
    }
    return parts;
  }
}
