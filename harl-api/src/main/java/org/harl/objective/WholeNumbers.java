package org.harl.objective;

import java.util.stream.IntStream;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** Whole numbers as REAL tensors have them: those of images, of classes, of regions. */
public final class WholeNumbers {
  private WholeNumbers() {}

  /**
   * Records which of two are alike: 1 where they are, else 0, in the shape of their difference.
   *
   * @param numbers REAL, of whole numbers
   * @param others of a shape that broadcasts with it
   * @return REAL, 1 or 0
   */
  public static Tensor same(Tensor numbers, Tensor others) {
    return numbers.subtract(others).abs().less(0.5).toReal();
  }

  /**
   * {@return 0, 1, 2 and so on, as many as the shape holds}
   *
   * @param shape of the value; a scalar's is []
   */
  public static TensorData counted(Shape shape) {
    return TensorData.of(shape, IntStream.range(0, shape.size()).asDoubleStream().toArray());
  }
}
