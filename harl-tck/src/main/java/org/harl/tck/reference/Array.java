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
  /** Zeros. */
  public static Array zeros(Shape shape) {
    return new Array(shape, new double[shape.size()]);
  }

  /** A function of every element. */
  public Array map(DoubleUnaryOperator f) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = f.applyAsDouble(values[i]);
    }
    return new Array(shape, mapped);
  }

  /** The same elements under another shape of as many. */
  public Array as(Shape other) {
    return new Array(other, values);
  }

  /** The elementwise sum with an array of the same shape. */
  public Array plus(Array other) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.values[i];
    }
    return new Array(shape, sum);
  }
}
