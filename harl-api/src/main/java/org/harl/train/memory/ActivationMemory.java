package org.harl.train.memory;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.harl.spi.support.GradientFlow;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.train.step.HarlStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a step must hold at once between its forward and its backward pass: what convolutions and
 * batch norms of the differentiated networks read.
 */
public final class ActivationMemory {
  private static final Logger LOG = LoggerFactory.getLogger(ActivationMemory.class);
  private static final int FLOAT = 4;
  private static final int LEAST_BATCH = 2;
  private static final double GIBI = 1L << 30;

  private ActivationMemory() {}

  /** Bytes in float32; a step takes more than that. */
  static long bytes(Program program) {
    Set<Integer> losses = new HashSet<>();
    for (Op op : program.ops()) {
      if (op.kind() == Op.Kind.GRADIENT) {
        losses.add(op.loss());
      }
    }
    Set<Integer> held = new HashSet<>();
    for (int loss : losses) {
      Set<Integer> behind = GradientFlow.behind(program, loss);
      for (Op op : program.ops()) {
        if (holdsItsInput(op.kind()) && behind.contains(op.id())) {
          held.add(op.input());
        }
      }
    }
    return held.stream().mapToLong(id -> (long) FLOAT * program.ops().get(id).shape().size()).sum();
  }

  private static boolean holdsItsInput(Op.Kind kind) {
    return switch (kind) {
      case CONV2D, BATCH_NORM_TRAIN -> true;
      case INPUT, VARIABLE, CONSTANT, ASSIGN, GRADIENT -> false;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, SELECT -> false;
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, FLOOR, RELU, CLAMP -> false;
      case BROADCAST, RESHAPE, TRANSPOSE, CONCAT, SLICE, GATHER_ROWS, SCATTER_ROWS -> false;
      case SUM, MEAN, MAX, MATMUL, MAX_POOL2D, BATCH_NORM_EVAL, STOP_GRADIENT, CAST -> false;
    };
  }

  /**
   * Warns where that alone is more than there is: engines end in several ways then, the operating
   * system may end the process, and neither says which batch would fit.
   */
  public static void check(HarlStep step, Program program, long available) {
    long needed = bytes(program);
    if (needed <= available) {
      return;
    }
    int batch = step.batch();
    while (batch > LEAST_BATCH && needed / step.batch() * batch > available / 2) {
      batch /= 2;
    }
    LOG.warn(
        String.format(
            Locale.ROOT,
            "a batch of %d needs at least %.1f GiB for activations in float32, %.1f GiB of memory are"
                + " free; a batch of %d should fit, accumulated %d times into a step",
            step.batch(),
            needed / GIBI,
            available / GIBI,
            batch,
            (step.batch() + batch - 1) / batch));
  }
}
