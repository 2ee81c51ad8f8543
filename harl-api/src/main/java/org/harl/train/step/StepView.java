package org.harl.train.step;

import org.harl.augment.ViewPreparation;
import org.harl.error.InvalidInputException;

/**
 * A view that a step is fed.
 *
 * @param preparation turns its bytes into what the encoder takes
 * @param size S, its side in pixels, at least 1
 */
public record StepView(ViewPreparation preparation, int size) {
  /** Checks the size. */
  public StepView {
    if (size < 1) {
      throw new InvalidInputException("step: a view's size must be at least 1, got " + size);
    }
  }
}
