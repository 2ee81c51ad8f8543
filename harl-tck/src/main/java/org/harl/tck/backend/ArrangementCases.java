package org.harl.tck.backend;

import static org.harl.tck.backend.OpCase.leaf;

import java.util.List;
import org.harl.trace.Op.Kind;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** Primitives that move elements, and reductions: extents of 1, first and last axes, ties. */
final class ArrangementCases {
  private ArrangementCases() {}

  /** The cases of an arrangement or a reduction. */
  static List<OpCase> of(Kind kind) {
    return switch (kind) {
      case BROADCAST ->
          List.of(
              OpCase.one(kind, x -> x.broadcastTo(Shape.of(3)), 1),
              OpCase.one(kind, x -> x.broadcastTo(Shape.of(2, 2)), new int[0]),
              OpCase.one(kind, x -> x.broadcastTo(Shape.of(2, 5)), 2, 1),
              OpCase.one(kind, x -> x.broadcastTo(Shape.of(2, 4, 3)), 3),
              OpCase.one(kind, x -> x.broadcastTo(Shape.of(2, 3, 1, 2)), 1, 1, 1, 1));
      case RESHAPE ->
          List.of(
              OpCase.one(kind, x -> x.reshape(3, 4), 2, 6),
              OpCase.one(kind, x -> x.reshape(1), new int[0]),
              OpCase.one(kind, Tensor::reshape, 1, 1),
              OpCase.one(kind, x -> x.reshape(6, 20), 2, 3, 4, 5),
              OpCase.one(kind, x -> x.transpose(0, 2, 3, 1).reshape(8, 3), 2, 3, 2, 2),
              OpCase.one(kind, x -> x.transpose(1, 0).reshape(2, 3), 2, 3));
      case TRANSPOSE ->
          List.of(
              OpCase.one(kind, x -> x.transpose(1, 0), 2, 3),
              OpCase.one(kind, x -> x.transpose(0, 2, 3, 1), 2, 3, 4, 5),
              OpCase.one(kind, x -> x.transpose(0, 3, 1, 2), 2, 3, 4, 5),
              OpCase.one(kind, x -> x.transpose(3, 1, 0, 2), 2, 3, 4, 5),
              OpCase.one(kind, x -> x.transpose(2, 0, 1), 1, 5, 1));
      case CONCAT -> concatenations();
      case SLICE ->
          List.of(
              OpCase.one(kind, x -> x.slice(0, 0, 1), 3, 2),
              OpCase.one(kind, x -> x.slice(1, 1, 3), 2, 4, 2),
              OpCase.one(kind, x -> x.slice(-1, 4, 5), 2, 3, 1, 5),
              OpCase.one(kind, x -> x.slice(0, 0, 2), 2));
      case SUM, MEAN, MAX -> reductions(kind);
      default -> throw new IllegalArgumentException(kind + " is no arrangement");
    };
  }

  private static List<OpCase> concatenations() {
    return List.of(
        OpCase.of(Kind.CONCAT, in -> join(0, in), leaf(2, 3), leaf(1, 3)),
        OpCase.of(Kind.CONCAT, in -> join(1, in), leaf(2, 1, 2), leaf(2, 3, 2), leaf(2, 1, 2)),
        OpCase.of(Kind.CONCAT, in -> join(-1, in), leaf(1, 2, 2, 3), leaf(1, 2, 2, 1)),
        OpCase.of(Kind.CONCAT, in -> join(0, in), leaf(4)),
        OpCase.of(Kind.CONCAT, in -> join(0, List.of(in.get(0), in.get(0))), leaf(2, 2)));
  }

  private static Tensor join(int axis, List<Tensor> parts) {
    return parts.get(0).recorder().concat(axis, parts);
  }

  private static List<OpCase> reductions(Kind kind) {
    Values values = kind == Kind.MAX ? Values.DISTINCT : Values.ANY;
    return List.of(
        reduction(kind, leaf(values, 3, 4), 0),
        reduction(kind, leaf(values, 3, 4), 1),
        reduction(kind, leaf(values, 3, 4), 1, 0),
        reduction(kind, leaf(values, 2, 3, 2, 5), 2, 3),
        reduction(kind, leaf(values, 2, 3, 2, 5), -1, 1),
        reduction(kind, leaf(values, 2, 1, 3), 1),
        reduction(kind, leaf(values, 1), 0),
        reduction(kind, leaf(Values.TIES, 3, 7), 1));
  }

  private static OpCase reduction(Kind kind, OpCase.Leaf leaf, int... axes) {
    return OpCase.of(
        kind,
        in ->
            switch (kind) {
              case SUM -> in.get(0).sum(axes);
              case MEAN -> in.get(0).mean(axes);
              case MAX -> in.get(0).max(axes);
              default -> throw new IllegalArgumentException(kind + " is no reduction");
            },
        leaf);
  }
}
