package org.harl.schedule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.harl.error.InvalidInputException;

/** A learning rate whose warm-up is counted in epochs, or any other schedule. */
@FunctionalInterface
public interface LearningRate {
  /**
   * The schedule over a run's steps. A pass over the images need not be a whole number of them.
   *
   * @param batchesPerEpoch batches in a pass over the images, at least 1
   * @param batchesPerStep batches whose gradients are averaged into an optimiser step, at least 1
   */
  Schedule schedule(long batchesPerEpoch, int batchesPerStep);

  /** Epochs until the peak where nothing is said: a tenth of all, at most 10. */
  static double usualWarmUp(double epochs) {
    return Math.min(10, epochs / 10);
  }

  /**
   * Rises linearly to {@code peak}, then falls to 0 along a cosine: BYOL's and the paper's. The
   * peak is at step {@code warmUpEpochs * batchesPerEpoch / batchesPerStep}, rounded half up.
   *
   * @param peak the largest value, finite and at least 0
   * @param warmUpEpochs passes over the images until the peak, finite and at least 0
   */
  static LearningRate warmUpThenCosine(double peak, double warmUpEpochs) {
    if (!Double.isFinite(warmUpEpochs) || warmUpEpochs < 0) {
      throw new InvalidInputException(
          "learning rate: the warm-up must be finite and at least 0 epochs, got " + warmUpEpochs);
    }
    // in decimals, as it was written: 1.15 epochs of 10 steps are 11.5
    BigDecimal epochs = BigDecimal.valueOf(warmUpEpochs);
    return (batches, batchesPerStep) ->
        Schedule.warmUpThenCosine(
            peak,
            epochs
                .multiply(BigDecimal.valueOf(batches))
                .divide(BigDecimal.valueOf(batchesPerStep), 0, RoundingMode.HALF_UP)
                .longValueExact());
  }
}
