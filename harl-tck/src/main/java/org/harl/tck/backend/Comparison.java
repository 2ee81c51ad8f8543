package org.harl.tck.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Compares tensors element by element and describes the worst element. */
public final class Comparison {
  private Comparison() {}

  /**
   * Fails with the worst element if one is further from what is expected than allowed.
   *
   * @param what is compared, for the message
   * @param shape of both
   * @param got row-major
   * @param expected row-major
   * @param tolerance what may differ
   * @throws BrokenPromise naming what, the element, got, expected and the allowance
   */
  public static void near(
      String what, Shape shape, double[] got, double[] expected, Tolerance tolerance) {
    if (got.length != expected.length) {
      throw new BrokenPromise(
          what + " " + shape + ": got " + got.length + " elements, expected " + expected.length);
    }
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    int worst = -1;
    double excess = 0;
    for (int i = 0; i < got.length; i++) {
      double allowed = allowed(expected[i], largest, tolerance);
      double by = Math.abs(got[i] - expected[i]) - allowed;
      // equal infinities differ by NaN; any other NaN is worse than every number
      double rank = got[i] == expected[i] ? -1 : Double.isNaN(by) ? Double.MAX_VALUE : by;
      if (rank > excess) {
        worst = i;
        excess = rank;
      }
    }
    if (worst >= 0) {
      throw new BrokenPromise(
          "%s %s at %s: got %s, expected %s, allowed %s (%s)"
              .formatted(
                  what,
                  shape,
                  Arrays.toString(place(shape, worst)),
                  got[worst],
                  expected[worst],
                  allowed(expected[worst], largest, tolerance),
                  tolerance));
    }
  }

  /** The same type, shape and bits: a NaN equals itself, -0 is not 0. */
  static void sameBits(String what, TensorData got, TensorData expected) {
    Trial.require(
        got.type() == expected.type() && got.shape().equals(expected.shape()),
        what + ": got " + got + ", expected " + expected);
    int differs = got.bytes().mismatch(expected.bytes());
    if (differs >= 0) {
      int worst = differs / got.type().bytes();
      throw new BrokenPromise(
          "%s %s at %s: got %s, expected %s, bit for bit"
              .formatted(
                  what,
                  got.shape(),
                  Arrays.toString(place(got.shape(), worst)),
                  got.at(worst),
                  expected.at(worst)));
    }
  }

  /** The same names in the same order, and the same bits. */
  static void sameBits(String what, Map<String, TensorData> got, Map<String, TensorData> expected) {
    Trial.require(
        List.copyOf(got.keySet()).equals(List.copyOf(expected.keySet())),
        what + ": got " + got.keySet() + ", expected " + expected.keySet());
    expected.forEach((name, e) -> sameBits(what + " '" + name + "'", got.get(name), e));
  }

  private static double allowed(double expected, double largest, Tolerance tolerance) {
    return tolerance.relative() * Math.abs(expected) + tolerance.ofLargest() * largest;
  }

  /** The indices of an element, outermost first. */
  private static int[] place(Shape shape, int element) {
    int[] place = new int[shape.rank()];
    int rest = element;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return place;
  }
}
