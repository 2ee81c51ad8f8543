package org.harl.backend.tf.graph;

import org.harl.trace.TensorData;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** A float32 constant of the graph. */
public record FrozenWeight(TensorData data) implements Weight {
  @Override
  public Operand<TNumber> read(Ops tf) {
    int rank = data.shape().rank();
    try (TType tensor = Transfers.tensor(data, TFloat32.class)) {
      return Weight.moved(
          tf, Types.as(tf.constantOf(tensor)), Layout.plain(rank), Layout.ofVariable(rank));
    }
  }

  @Override
  public Op assign(Ops tf, Operand<TNumber> value) {
    throw new IllegalStateException("a frozen weight is not assigned");
  }
}
