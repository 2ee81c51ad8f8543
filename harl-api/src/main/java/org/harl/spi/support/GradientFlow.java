package org.harl.spi.support;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.harl.trace.Op;
import org.harl.trace.Program;

/** Where gradients flow in a program: zero is the derivative by everything else. */
public final class GradientFlow {
  private GradientFlow() {}

  /**
   * {@return the ids of all that a loss depends on differentiably, itself included}
   *
   * @param program a recorded program
   * @param loss the id of a scalar primitive
   */
  public static Set<Integer> behind(Program program, int loss) {
    Set<Integer> behind = new HashSet<>(Set.of(loss));
    for (int i = loss; i >= 0; i--) {
      if (behind.contains(i)) {
        behind.addAll(through(program.ops().get(i)));
      }
    }
    return behind;
  }

  /**
   * {@return the inputs that a gradient flows to}
   *
   * @param op any primitive
   */
  public static List<Integer> through(Op op) {
    return switch (op.kind()) {
      case STOP_GRADIENT, LESS, FLOOR, CAST, GRADIENT -> List.of();
      case BATCH_NORM_EVAL -> List.of(op.input(), op.weight(), op.bias());
      case GATHER_ROWS -> List.of(op.input());
      case SCATTER_ROWS -> List.of(op.input(), op.rows());
      case INPUT, VARIABLE, CONSTANT -> List.of();
      case ASSIGN, ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, SELECT -> op.inputs();
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, RELU, CLAMP -> op.inputs();
      case BROADCAST, RESHAPE, TRANSPOSE, CONCAT, SLICE -> op.inputs();
      case SUM, MEAN, MAX, MATMUL, CONV2D, MAX_POOL2D, BATCH_NORM_TRAIN -> op.inputs();
    };
  }
}
