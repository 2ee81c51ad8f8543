package org.harl.tck.backend;

import static org.harl.tck.backend.OpCase.leaf;

import java.util.List;
import org.harl.trace.Op.Kind;
import org.harl.trace.Tensor;

/** Rows by their numbers: one, all, some twice, of one column, of a variable and of a result. */
final class RowCases {
  private RowCases() {}

  /** The cases of a primitive of rows. */
  static List<OpCase> of(Kind kind) {
    return kind == Kind.GATHER_ROWS ? gathered() : scattered();
  }

  private static List<OpCase> gathered() {
    return List.of(
        taking(leaf(7, 3), leaf(Values.PLACES, 4)),
        taking(leaf(5, 1), leaf(Values.PLACES, 5)),
        taking(leaf(1, 4), leaf(Values.PLACES, 1)),
        taking(leaf(300, 33), leaf(Values.PLACES, 257)),
        OpCase.of(
            Kind.GATHER_ROWS,
            in -> in.get(0).gatherRows(twice(in.get(1))),
            leaf(6, 3),
            leaf(Values.PLACES, 4)),
        OpCase.of(
            Kind.GATHER_ROWS,
            in -> in.get(0).transpose(1, 0).gatherRows(in.get(1)).multiply(in.get(0)),
            leaf(4, 4),
            leaf(Values.PLACES, 4)));
  }

  private static OpCase taking(OpCase.Leaf x, OpCase.Leaf numbers) {
    return OpCase.of(Kind.GATHER_ROWS, in -> in.get(0).gatherRows(in.get(1)), x, numbers);
  }

  private static List<OpCase> scattered() {
    return List.of(
        putting(leaf(7, 3), leaf(4, 3), leaf(Values.PLACES, 4)),
        putting(leaf(5, 1), leaf(5, 1), leaf(Values.PLACES, 5)),
        putting(leaf(1, 4), leaf(1, 4), leaf(Values.PLACES, 1)),
        putting(leaf(300, 33), leaf(257, 33), leaf(Values.PLACES, 257)),
        OpCase.of(
            Kind.SCATTER_ROWS,
            in -> in.get(0).scatterRows(in.get(0).gatherRows(in.get(1)).multiply(2), in.get(1)),
            leaf(6, 3),
            leaf(Values.PLACES, 4)),
        OpCase.of(
            Kind.SCATTER_ROWS,
            in -> in.get(0).scatterRows(in.get(1).transpose(1, 0), in.get(2)).multiply(in.get(0)),
            leaf(5, 3),
            leaf(3, 2),
            leaf(Values.PLACES, 2)));
  }

  private static OpCase putting(OpCase.Leaf x, OpCase.Leaf rows, OpCase.Leaf numbers) {
    return OpCase.of(
        Kind.SCATTER_ROWS, in -> in.get(0).scatterRows(in.get(1), in.get(2)), x, rows, numbers);
  }

  private static Tensor twice(Tensor numbers) {
    return numbers.recorder().concat(0, List.of(numbers, numbers));
  }
}
