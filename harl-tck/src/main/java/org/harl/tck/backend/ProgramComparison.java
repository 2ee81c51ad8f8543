package org.harl.tck.backend;

import java.util.Objects;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** Compares recordings primitive by primitive, constants bit by bit. */
public final class ProgramComparison {
  private ProgramComparison() {}

  /**
   * Fails with the first primitive in which two recordings differ.
   *
   * @param what is compared, for the message
   * @param first one recording
   * @param second another of the same
   * @throws org.harl.tck.kit.BrokenPromise naming both primitives
   */
  public static void same(String what, Program first, Program second) {
    int common = Math.min(first.ops().size(), second.ops().size());
    for (int i = 0; i < common; i++) {
      Op a = first.ops().get(i);
      Op b = second.ops().get(i);
      Trial.require(
          a.toString().equals(b.toString()) && same(a.data(), b.data()),
          what + ": first " + described(a) + ", then " + described(b));
    }
    Trial.require(
        first.ops().size() == second.ops().size(),
        what + ": first " + first.ops().size() + " primitives, then " + second.ops().size());
    Trial.require(
        first.outputs().equals(second.outputs()) && first.composites().equals(second.composites()),
        what + ": outputs or composites differ");
  }

  private static boolean same(TensorData a, TensorData b) {
    return a == null || b == null
        ? a == b
        : a.type() == b.type() && Objects.equals(a.bytes(), b.bytes());
  }

  private static String described(Op op) {
    return op + (op.data() != null && op.shape().rank() == 0 ? " = " + op.data().at(0) : "");
  }
}
