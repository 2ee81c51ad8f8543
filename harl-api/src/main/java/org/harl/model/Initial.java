package org.harl.model;

import java.nio.FloatBuffer;
import java.util.function.IntToDoubleFunction;
import org.harl.draw.Draws;
import org.harl.trace.Shape;

/**
 * How a variable starts. Values are drawn by the SDK from the run's seed, so that every backend
 * starts from the same bits; one of one's own must be a function of what it is given.
 */
@FunctionalInterface
public interface Initial {
  /**
   * Draws the values of one variable.
   *
   * @param shape of the variable
   * @param draws the variable's own
   * @param values takes an element of the shape each, row-major, from its start
   */
  void draw(Shape shape, Draws draws, FloatBuffer values);

  /**
   * Normal with standard deviation sqrt(2 / fanOut): He et al. 2015, "kaiming normal, fan-out".
   *
   * @param fanOut output channels times the cells of the kernel, at least 1
   */
  record KaimingNormal(int fanOut) implements Initial {
    @Override
    public void draw(Shape shape, Draws draws, FloatBuffer values) {
      double deviation = StrictMath.sqrt(2.0 / fanOut);
      fill(shape, values, i -> deviation * draws.normal(i));
    }
  }

  /**
   * Uniform in +-bound.
   *
   * @param bound at least 0
   */
  record Uniform(double bound) implements Initial {
    @Override
    public void draw(Shape shape, Draws draws, FloatBuffer values) {
      fill(shape, values, i -> draws.uniform(i, -bound, bound));
    }
  }

  /**
   * Every element the same.
   *
   * @param value 0 for biases, 1 for the scales of batch norm
   */
  record Constant(double value) implements Initial {
    @Override
    public void draw(Shape shape, Draws draws, FloatBuffer values) {
      fill(shape, values, i -> value);
    }
  }

  private static void fill(Shape shape, FloatBuffer values, IntToDoubleFunction element) {
    for (int i = 0; i < shape.size(); i++) {
      values.put(i, (float) element.applyAsDouble(i));
    }
  }
}
