package org.harl.model;

import java.nio.FloatBuffer;
import java.util.function.IntToDoubleFunction;
import org.harl.draw.Draws;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * How a variable starts. Values are drawn by the SDK from the run's seed, so that every backend
 * starts from the same bits; one of one's own must be a function of what it is given.
 */
@FunctionalInterface
public interface Initial {
  /**
   * Draws the values of one variable.
   *
   * @param draws the variable's own
   * @return float32, in this shape
   */
  TensorData draw(Shape shape, Draws draws);

  /** Normal with standard deviation sqrt(2 / fanOut): He et al. 2015, "kaiming normal, fan-out". */
  record KaimingNormal(int fanOut) implements Initial {
    @Override
    public TensorData draw(Shape shape, Draws draws) {
      double deviation = StrictMath.sqrt(2.0 / fanOut);
      return fill(shape, i -> deviation * draws.normal(i));
    }
  }

  /** Uniform in +-bound. */
  record Uniform(double bound) implements Initial {
    @Override
    public TensorData draw(Shape shape, Draws draws) {
      return fill(shape, i -> draws.uniform(i, -bound, bound));
    }
  }

  /** Every element the same. */
  record Constant(double value) implements Initial {
    @Override
    public TensorData draw(Shape shape, Draws draws) {
      return fill(shape, i -> value);
    }
  }

  /** Values element by element, row-major, rounded to float32. */
  static TensorData fill(Shape shape, IntToDoubleFunction element) {
    TensorData data = TensorData.allocate(DataType.F32, shape);
    FloatBuffer values = data.bytes().asFloatBuffer();
    for (int i = 0; i < shape.size(); i++) {
      values.put(i, (float) element.applyAsDouble(i));
    }
    return data;
  }
}
