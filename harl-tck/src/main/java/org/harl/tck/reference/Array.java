package org.harl.tck.reference;

import java.util.function.DoubleUnaryOperator;
import org.harl.trace.Shape;

/**
 * Values of a tensor as doubles, row-major; a BOOL is 0 or 1. Never changed once it is shared.
 *
 * @param shape its extents
 * @param values {@code shape.size()} of them; not copied
 */
public record Array(Shape shape, double[] values) {
  /**
   * {@return zeros}
   *
   * @param shape of the array
   */
  public static Array zeros(Shape shape) {
    return new Array(shape, new double[shape.size()]);
  }

  /**
   * {@return a function of every element}
   *
   * @param f is given one element after the other
   */
  public Array map(DoubleUnaryOperator f) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = f.applyAsDouble(values[i]);
    }
    return new Array(shape, mapped);
  }

  /**
   * {@return the same elements under another shape of as many}
   *
   * @param other of as many elements
   */
  public Array as(Shape other) {
    return new Array(other, values);
  }

  /**
   * {@return the elementwise sum with an array of the same shape}
   *
   * @param other of as many elements
   */
  public Array plus(Array other) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.values[i];
    }
    return new Array(shape, sum);
  }
}
