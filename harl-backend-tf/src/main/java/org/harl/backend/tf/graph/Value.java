package org.harl.backend.tf.graph;

import org.harl.trace.Shape;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TType;

/**
 * A recorded value in the graph.
 *
 * @param shape as recorded
 * @param layout how {@code operand} holds it
 */
record Value(Operand<? extends TType> operand, Shape shape, Layout layout) {
  /** A value that is held as recorded. */
  static Value plain(Operand<? extends TType> operand, Shape shape) {
    return new Value(operand, shape, Layout.plain(shape.rank()));
  }
}
