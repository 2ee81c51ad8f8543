package org.harl.tck.kit;

/**
 * How far a value may lie from what is expected: {@code relative * |expected| + ofLargest *
 * max|expected|}, the maximum over the tensor. A NaN is never near anything.
 *
 * @param relative to the expected element
 * @param ofLargest relative to the largest expected magnitude of the tensor
 */
public record Tolerance(double relative, double ofLargest) {
  /** Bit for bit. */
  public static final Tolerance EXACT = new Tolerance(0, 0);

  /** What float32 arithmetic owes unless a rule says why it owes less. */
  public static final Tolerance FLOAT32 = new Tolerance(1e-5, 1e-6);

  /** What float64 arithmetic owes. */
  public static final Tolerance FLOAT64 = new Tolerance(1e-9, 1e-10);

  @Override
  public String toString() {
    return equals(EXACT) ? "exact" : "rtol " + relative + ", atol " + ofLargest + " max|expected|";
  }
}
