package org.harl.tck.backend;

import static org.harl.tck.backend.OpCase.leaf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.harl.trace.Op.Kind;
import org.harl.trace.Tensor;

/** Elementwise primitives: scalars, extents of 1, ranks that differ. */
final class ElementwiseCases {
  private static final int[][] SHAPES = {{}, {1}, {3, 5}, {2, 1, 3, 1}};
  private static final int[][][] PAIRS = {
    {{2, 3}, {2, 3}}, {{}, {2, 3}}, {{2, 3}, {}}, {{1}, {1}}, {{4, 1, 3}, {2, 1}}, {{5}, {2, 1, 5}}
  };

  private ElementwiseCases() {}

  /** The cases of an elementwise primitive. */
  static List<OpCase> of(Kind kind) {
    return switch (kind) {
      case ADD -> pairs(kind, Values.ANY, Tensor::add);
      case SUBTRACT -> pairs(kind, Values.ANY, Tensor::subtract);
      case MULTIPLY -> pairs(kind, Values.ANY, Tensor::multiply);
      case DIVIDE -> pairs(kind, Values.POSITIVE, Tensor::divide);
      case MAXIMUM -> pairs(kind, Values.ANY, Tensor::maximum);
      case MINIMUM -> pairs(kind, Values.ANY, Tensor::minimum);
      case LESS -> pairs(kind, Values.TIES, (a, b) -> a.less(b).toReal());
      case SELECT -> selections();
      case NEGATE -> singles(kind, Values.ANY, Tensor::negate);
      case ABS -> singles(kind, Values.ANY, Tensor::abs);
      case EXP -> singles(kind, Values.ANY, Tensor::exp);
      case LOG -> singles(kind, Values.POSITIVE, Tensor::log);
      case SQRT -> singles(kind, Values.POSITIVE, Tensor::sqrt);
      case RSQRT -> singles(kind, Values.POSITIVE, Tensor::rsqrt);
      case FLOOR -> singles(kind, Values.ANY, Tensor::floor);
      case RELU ->
          joined(singles(kind, Values.ANY, Tensor::relu), singles(kind, Values.TIES, Tensor::relu));
      case CLAMP -> singles(kind, Values.ANY, x -> x.clamp(-0.75, 0.5));
      default -> throw new IllegalArgumentException(kind + " is not elementwise");
    };
  }

  private static List<OpCase> singles(Kind kind, Values values, UnaryOperator<Tensor> op) {
    List<OpCase> cases = new ArrayList<>();
    for (int[] shape : SHAPES) {
      cases.add(OpCase.of(kind, in -> op.apply(in.get(0)), leaf(values, shape)));
    }
    return cases;
  }

  private static List<OpCase> pairs(Kind kind, Values values, BinaryOperator<Tensor> op) {
    List<OpCase> cases = new ArrayList<>();
    for (int[][] pair : PAIRS) {
      cases.add(
          OpCase.of(
              kind,
              in -> op.apply(in.get(0), in.get(1)),
              leaf(values, pair[0]),
              leaf(values, pair[1])));
    }
    return cases;
  }

  private static List<OpCase> joined(List<OpCase> a, List<OpCase> b) {
    List<OpCase> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** The condition, and either branch, broadcast. */
  private static List<OpCase> selections() {
    int[][][] shapes = {
      {{2, 3}, {2, 3}, {2, 3}}, {{}, {2, 3}, {3}}, {{2, 1}, {}, {1, 3}}, {{4}, {4}, {}}
    };
    List<OpCase> cases = new ArrayList<>();
    for (int[][] s : shapes) {
      cases.add(
          OpCase.of(
              Kind.SELECT,
              in -> in.get(0).less(0.125).select(in.get(1), in.get(2)),
              leaf(s[0]),
              leaf(s[1]),
              leaf(s[2])));
    }
    return cases;
  }
}
