package org.harl.tck;

import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/**
 * The SDK's half that no backend computes, as rules of preparation call it. A subclass that changes
 * one method is a deliberately wrong SDK.
 */
class Host {
  /** The sum over axes, recorded. */
  Tensor sum(Tensor x, int... axes) {
    return x.sum(axes);
  }

  /** A shape of these extents. */
  Shape shape(int... dims) {
    return Shape.of(dims);
  }
}
