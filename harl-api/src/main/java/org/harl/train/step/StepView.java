package org.harl.train.step;

import org.harl.augment.ViewPreparation;
import org.harl.error.InvalidInputException;

/**
 * A view that a step is fed.
 *
 * @param preparation turns its bytes into what the encoder takes
 * @param size S, its side in pixels, at least 1
 * @param tiles along a side, T: the encoder sees T x T parts of the view, each alone; 1 for the
 *     view
 */
public record StepView(ViewPreparation preparation, int size, int tiles) {
  /**
   * A view of one piece.
   *
   * @param preparation makes pixels of bytes
   * @param size the side of the view, in pixels
   */
  public StepView(ViewPreparation preparation, int size) {
    this(preparation, size, 1);
  }

  /** Checks the size, which the tiles divide. */
  public StepView {
    if (size < 1) {
      throw new InvalidInputException("step: a view's size must be at least 1, got " + size);
    }
    if (tiles < 1 || size % tiles != 0) {
      throw new InvalidInputException(
          "step: a view of "
              + size
              + " pixels cannot be cut into "
              + tiles
              + " tiles along a side");
    }
  }

  /** How many parts the encoder sees of it, T x T. */
  int pieces() {
    return tiles * tiles;
  }
}
