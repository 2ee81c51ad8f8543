package org.harl.backend.tf.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** What a program reads by name, in {@link Layout#ofVariable}. */
public interface Weight {
  /** Its value when a run starts. */
  Operand<TNumber> read(Ops tf);

  /** Gives it another. */
  Op assign(Ops tf, Operand<TNumber> value);

  /** A value in another layout. */
  static Operand<TNumber> moved(Ops tf, Operand<TNumber> x, Layout from, Layout to) {
    return from.equals(to) ? x : tf.linalg.transpose(x, tf.constant(from.movesTo(to)));
  }
}
