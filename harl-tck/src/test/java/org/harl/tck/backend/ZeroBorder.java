package org.harl.tck.backend;

import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** A blur whose matrix leaves out what is reflected at the border. */
final class ZeroBorder extends Wrapped {
  @Override
  Executable compile(Session session, Program program) {
    return super.compile(session, Rewritten.replaced(program, (all, op) -> cut(op)));
  }

  /** The constant [distances, S * S] counts how often a tap carries column j to row i. */
  private static Op cut(Op op) {
    int square = Distortion.SIZE * Distortion.SIZE;
    if (op.data() == null || op.shape().rank() != 2 || op.shape().dim(1) != square) {
      return op;
    }
    double[] counts = op.data().toDoubles();
    for (int i = 0; i < counts.length; i++) {
      int row = i % square / Distortion.SIZE;
      int column = i % Distortion.SIZE;
      counts[i] = Math.abs(row - column) == i / square ? 1 : 0;
    }
    return Misread.withData(op, TensorData.of(op.shape(), counts));
  }
}
