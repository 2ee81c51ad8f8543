package org.harl.method;

import java.nio.FloatBuffer;
import org.harl.draw.Draws;
import org.harl.model.Initial;
import org.harl.trace.Shape;

/** Rows that point anywhere, each of length 1. */
record UnitRows() implements Initial {
  @Override
  public void draw(Shape shape, Draws draws, FloatBuffer values) {
    int columns = shape.dim(1);
    for (int row = 0; row < shape.dim(0); row++) {
      double squares = 0;
      double[] drawn = new double[columns];
      for (int i = 0; i < columns; i++) {
        drawn[i] = draws.normal((long) row * columns + i);
        squares += drawn[i] * drawn[i];
      }
      double length = StrictMath.sqrt(squares);
      for (double value : drawn) {
        values.put((float) (value / length));
      }
    }
  }
}
