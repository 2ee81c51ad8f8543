package org.harl.augment;

import org.harl.trace.Tensor;

/** What happens on the device between a view's bytes and the encoder. */
@FunctionalInterface
public interface ViewPreparation {
  /**
   * Records it, declaring further inputs where it needs some.
   *
   * @param name of the view, {@code view1} or {@code view2}; further inputs start with it
   * @param view bytes UINT8 [N, 3, S, S]
   * @return REAL [N, 3, S, S], as the encoder takes it
   */
  Tensor prepare(String name, Tensor view);
}
