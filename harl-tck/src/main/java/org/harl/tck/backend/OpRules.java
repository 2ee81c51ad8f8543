package org.harl.tck.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.ElementType;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** OP: every primitive, forward and gradient, on awkward shapes. */
public final class OpRules {
  /**
   * The primitives in the order of their rules' numbers, from 1: a new one goes to the end, and one
   * that is gone leaves its name here, as a rule elsewhere its place, so that no number is ever
   * changed or used again.
   */
  private static final List<String> NUMBERED =
      List.of(
          """
          INPUT VARIABLE CONSTANT ASSIGN ADD SUBTRACT MULTIPLY DIVIDE MAXIMUM MINIMUM
          LESS SELECT NEGATE ABS EXP LOG SQRT RSQRT FLOOR RELU CLAMP BROADCAST RESHAPE
          TRANSPOSE CONCAT SLICE SUM MEAN MAX MATMUL CONV2D MAX_POOL2D
          BATCH_NORM_TRAIN BATCH_NORM_EVAL STOP_GRADIENT CAST GRADIENT
          (of-the-SDK) GATHER_ROWS SCATTER_ROWS
          """
              .split("\\s+"));

  private OpRules() {}

  static List<Rule<Trial>> rules() {
    return Arrays.stream(Kind.values()).map(OpRules::rule).toList();
  }

  private static Rule<Trial> rule(Kind kind) {
    String id = "OP-" + (NUMBERED.indexOf(kind.name()) + 1);
    String sentence = kind + " and its gradients MUST equal their definition.";
    Rule<Trial> rule =
        Rule.of(id, sentence, OpFormulas.of(kind), t -> cases(kind).forEach(c -> c.check(t)));
    return switch (kind) {
      case BATCH_NORM_TRAIN ->
          rule.within(new Tolerance(1e-4, 2e-5), "gradients are differences of sums that cancel");
      case CAST ->
          Rule.<Trial>of(id, sentence, OpFormulas.of(kind), OpRules::castOfBytes).exactly();
      default -> rule;
    };
  }

  /**
   * {@return programs of one primitive, with leaves that its rule is checked on}
   *
   * @param kind the primitive
   */
  public static List<OpCase> cases(Kind kind) {
    return switch (kind) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, SELECT ->
          ElementwiseCases.of(kind);
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, FLOOR, RELU, CLAMP -> ElementwiseCases.of(kind);
      case BROADCAST, RESHAPE, TRANSPOSE, CONCAT, SLICE, SUM, MEAN, MAX ->
          ArrangementCases.of(kind);
      case GATHER_ROWS, SCATTER_ROWS -> RowCases.of(kind);
      case MATMUL, CONV2D, MAX_POOL2D, BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> LayerCases.of(kind);
      case INPUT, VARIABLE -> List.of(OpCase.one(kind, x -> x, 2, 1, 3), OpCase.one(kind, x -> x));
      case CONSTANT -> List.of(OpCase.one(kind, OpRules::scaledByConstants, 2, 3));
      case ASSIGN -> List.of(OpCase.one(kind, OpRules::throughAnAssignment, 3));
      case STOP_GRADIENT -> List.of(OpCase.one(kind, x -> x.stopGradient().multiply(x), 2, 3));
      case GRADIENT -> List.of(OpCase.one(kind, x -> x.multiply(x).multiply(3), 2, 3));
      case CAST -> List.of();
    };
  }

  private static Tensor scaledByConstants(Tensor x) {
    TensorData wide = TensorData.of(Shape.of(3), 0.1, -1e-7, 1e7);
    TensorData narrow = TensorData.of(Shape.of(2, 1), 0.1f, 3f);
    return x.multiply(x.recorder().constant(wide)).multiply(x.recorder().constant(narrow)).add(0.1);
  }

  /** The value read back after an assignment is the value assigned. */
  private static Tensor throughAnAssignment(Tensor x) {
    Tensor before = x.recorder().variable("mean3", Shape.of(3));
    x.recorder().assign("mean3", x.multiply(x).add(before));
    return x.recorder().variable("mean3", Shape.of(3)).multiply(x).add(before);
  }

  private static void castOfBytes(Trial trial) {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Shape shape = Shape.of(4, 1, 8, 8);
    Program program =
        Trial.program(
            r -> {
              Tensor real = r.input("x", ElementType.UINT8, shape).toReal();
              Tensor w = r.variable("w", Shape.of());
              r.output("y", real);
              r.output("low", real.less(128).toReal());
              r.output("g", r.gradients(real.multiply(w).sumAll(), List.of(w)).get(0));
            });
    StateDict state = new StateDict(Map.of("w", TensorData.scalar(2)));
    trial.likeReference(state, program, Map.of("x", TensorData.of(shape, bytes)));
  }
}
