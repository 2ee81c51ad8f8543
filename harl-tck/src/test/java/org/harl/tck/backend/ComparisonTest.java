package org.harl.tck.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;

/** What is near, and what has the same bits. */
class ComparisonTest {
  private static void near(double got, double expected, Tolerance tolerance) {
    double[] largest = {got, 100};
    Comparison.near("x", Shape.of(2), largest, new double[] {expected, 100}, tolerance);
  }

  @Test
  void allowanceGrowsWithTheElementAndTheLargest() {
    near(10.2, 10, new Tolerance(0.01, 0.001));
    assertThatThrownBy(() -> near(10.21, 10, new Tolerance(0.01, 0.001)))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageStartingWith("x [2] at [0]: got 10.21, expected 10.0, allowed 0.2 ");
  }

  @Test
  void noNumberIsNearNothing() {
    Tolerance wide = new Tolerance(10, 10);
    for (double other : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> near(Double.NaN, other, wide)).hasMessageContaining("got NaN");
    }
    assertThatThrownBy(() -> near(0, Double.NaN, wide)).hasMessageContaining("expected NaN");
    assertThatThrownBy(() -> near(1, Double.POSITIVE_INFINITY, wide)).isNotNull();
    assertThatCode(() -> near(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, wide))
        .doesNotThrowAnyException();
  }

  @Test
  void bitsTellZeroFromItsNegativeAndANanIsItself() {
    TensorData data = TensorData.of(Shape.of(2), 0f, Float.NaN);
    Comparison.sameBits("x", data, data.copy());
    List<TensorData> others =
        List.of(
            TensorData.of(Shape.of(2), -0f, Float.NaN),
            TensorData.of(Shape.of(2), 0f, 1),
            TensorData.of(Shape.of(1, 2), 0f, Float.NaN),
            TensorData.of(Shape.of(2), 0.0, Double.NaN));
    for (TensorData other : others) {
      assertThatThrownBy(() -> Comparison.sameBits("x", other, data))
          .isInstanceOf(BrokenPromise.class)
          .hasMessageStartingWith("x");
    }
  }
}
