package org.harl.spi.support;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.harl.spi.Precision;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;

/**
 * Which values {@link Precision#BFLOAT16} holds in bfloat16: the results of convolutions and of
 * products with a parameter, and what batch norm, ReLU, pooling and sums of two such values make of
 * them. Everything else widens what it reads.
 */
public final class NarrowValues {
  private final List<Op> ops;
  private final Set<Integer> values = new HashSet<>();

  private NarrowValues(Program program) {
    ops = program.ops();
  }

  /**
   * {@return their ids}
   *
   * @param program a recorded program
   */
  public static Set<Integer> of(Program program) {
    NarrowValues narrow = new NarrowValues(program);
    program.ops().stream().filter(narrow::holds).forEach(op -> narrow.values.add(op.id()));
    return narrow.values;
  }

  private boolean holds(Op op) {
    return switch (op.kind()) {
      case CONV2D -> true;
      case MATMUL -> op.inputs().stream().anyMatch(this::isParameter);
      case TRANSPOSE -> isParameter(op.id()) && onlyMultiplied(op.id()) || first(op);
      case RESHAPE, SLICE, STOP_GRADIENT -> first(op);
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL, RELU, MAX_POOL2D -> first(op);
      case ADD -> values.containsAll(op.inputs());
      case INPUT, VARIABLE, CONSTANT, ASSIGN, GRADIENT -> false;
      case SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, SELECT -> false;
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, FLOOR, CLAMP -> false;
      case BROADCAST, CONCAT, SUM, MEAN, MAX, CAST, GATHER_ROWS, SCATTER_ROWS -> false;
    };
  }

  private boolean first(Op op) {
    return values.contains(op.input());
  }

  /** A variable, or one with its axes in another order. */
  private boolean isParameter(int id) {
    Op op = ops.get(id);
    return op.kind() == Kind.VARIABLE
        || op.kind() == Kind.TRANSPOSE && ops.get(op.input()).kind() == Kind.VARIABLE;
  }

  private boolean onlyMultiplied(int id) {
    return ops.stream()
        .filter(op -> op.inputs().contains(id))
        .allMatch(op -> op.kind() == Kind.MATMUL);
  }
}
