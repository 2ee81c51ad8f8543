package org.harl.backend.djl.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.harl.trace.Composite;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;

/**
 * Which composites a kernel may compute. One that works in place may if nobody reads the old values
 * afterwards and the new ones do nothing but become the same variables.
 */
final class Fusion {
  private final Program program;
  private final Composite composite;

  private Fusion(Program program, Composite composite) {
    this.program = program;
    this.composite = composite;
  }

  static boolean possible(
      Program program, FusedKernel kernel, Set<Integer> live, Set<Integer> recorded) {
    Fusion fusion = new Fusion(program, kernel.composite());
    if (!kernel.isInPlace()) {
      return fusion.noneRecorded(recorded);
    }
    List<Integer> written = kernel.written();
    return !written.isEmpty()
        && new HashSet<>(written).size() == written.size()
        && fusion.noGradientsFrom(live)
        && written.stream().allMatch(fusion::unreadAfterwards)
        && fusion.outputsBecomeTheVariables(written);
  }

  /** A kernel leaves no record for autograd. */
  private boolean noneRecorded(Set<Integer> recorded) {
    return IntStream.range(composite.from(), composite.to()).noneMatch(recorded::contains);
  }

  /** Autograd may still need old values for gradients computed later. */
  private boolean noGradientsFrom(Set<Integer> live) {
    return program.ops().stream()
        .skip(composite.from())
        .noneMatch(op -> op.kind() == Kind.GRADIENT && live.contains(op.id()));
  }

  private boolean unreadAfterwards(int id) {
    if (program.ops().get(id).kind() != Kind.VARIABLE) {
      return false;
    }
    Set<Integer> aliases = new HashSet<>(Set.of(id));
    for (Op op : program.ops()) {
      if (op.inputs().stream().anyMatch(aliases::contains)) {
        if (op.id() >= composite.to()) {
          return false;
        }
        if (isView(op.kind())) {
          aliases.add(op.id());
        }
      }
    }
    return program.outputs().values().stream().noneMatch(aliases::contains);
  }

  private boolean outputsBecomeTheVariables(List<Integer> written) {
    for (int i = 0; i < written.size(); i++) {
      int output = composite.outputs().get(i);
      String name = program.ops().get(written.get(i)).name();
      List<Op> readers =
          program.ops().stream()
              .filter(op -> op.id() >= composite.to() && op.inputs().contains(output))
              .toList();
      if (readers.size() != 1
          || readers.get(0).kind() != Kind.ASSIGN
          || !readers.get(0).name().equals(name)
          || program.outputs().containsValue(output)) {
        return false;
      }
    }
    return written.size() == composite.outputs().size();
  }

  /** Whether the value may share memory with its first input. */
  static boolean isView(Kind kind) {
    return switch (kind) {
      case RESHAPE, TRANSPOSE, SLICE, BROADCAST, STOP_GRADIENT, ASSIGN -> true;
      case INPUT, VARIABLE, CONSTANT, GRADIENT -> false;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, SELECT -> false;
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, FLOOR, RELU, CLAMP -> false;
      case CONCAT, SUM, MEAN, MAX, MATMUL, CONV2D, MAX_POOL2D -> false;
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL, CAST, GATHER_ROWS, SCATTER_ROWS -> false;
    };
  }

  /** Whether the value is in memory of its own. */
  static boolean isFresh(Kind kind) {
    return switch (kind) {
      case INPUT, VARIABLE, CONSTANT -> false;
      case RESHAPE, TRANSPOSE, SLICE, BROADCAST, STOP_GRADIENT, ASSIGN -> false;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, SELECT -> true;
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, FLOOR, RELU, CLAMP -> true;
      case CONCAT, SUM, MEAN, MAX, MATMUL, CONV2D, MAX_POOL2D -> true;
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL, CAST, GRADIENT -> true;
      case GATHER_ROWS, SCATTER_ROWS -> true;
    };
  }
}
