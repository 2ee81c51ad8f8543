package org.harl.backend.tf.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.spi.support.GradientFlow;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Derivatives: TensorFlow makes those of one loss by all its leaves together. */
final class Gradients {
  private final Ops tf;
  private final Program program;
  private final Values values;
  private final Map<Integer, Map<Integer, Operand<TNumber>>> byLoss = new HashMap<>();

  Gradients(Ops tf, Program program, Values values) {
    this.tf = tf;
    this.program = program;
    this.values = values;
  }

  /** The value of a GRADIENT; nothing is differentiated through it. */
  Value of(Op op) {
    Map<Integer, Operand<TNumber>> found = byLoss.computeIfAbsent(op.inputs().get(0), this::ofLoss);
    int leaf = op.inputs().get(1);
    Operand<TNumber> gradient = found.get(leaf);
    return new Value(
        gradient == null ? tf.zerosLike(values.get(leaf).operand()) : tf.stopGradient(gradient),
        op.shape(),
        values.layout(leaf));
  }

  /** By every leaf that a path leads to: TensorFlow knows no answer for others. */
  private Map<Integer, Operand<TNumber>> ofLoss(int loss) {
    Set<Integer> behind = GradientFlow.behind(program, loss);
    List<Integer> leaves =
        program.ops().stream()
            .filter(op -> op.kind() == Kind.GRADIENT && op.inputs().get(0) == loss)
            .map(op -> op.inputs().get(1))
            .filter(behind::contains)
            .distinct()
            .toList();
    Map<Integer, Operand<TNumber>> found = new HashMap<>();
    if (!leaves.isEmpty()) {
      List<Output<?>> gradients =
          tf.gradients(
                  values.plain(loss), leaves.stream().map(id -> values.get(id).operand()).toList())
              .dy();
      for (int i = 0; i < leaves.size(); i++) {
        found.put(leaves.get(i), Types.as(gradients.get(i)));
      }
    }
    return found;
  }
}
