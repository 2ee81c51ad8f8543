package org.harl.backend.tf.graph;

import org.harl.spi.Precision;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** TensorFlow's names for element types. */
final class Types {
  private Types() {}

  /** What a session of that precision holds its variables in. */
  static Class<? extends TFloating> real(Precision precision) {
    return precision == Precision.FLOAT64 ? TFloat64.class : TFloat32.class;
  }

  /** TensorFlow checks types when an operation is added to the graph; Java need not as well. */
  @SuppressWarnings("unchecked")
  static <T extends TType> Operand<T> as(Operand<? extends TType> operand) {
    return (Operand<T>) operand;
  }
}
