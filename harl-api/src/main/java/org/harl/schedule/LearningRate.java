package org.harl.schedule;

/**
 * What the learning rate of a run is, whose warm-up is counted in epochs and whose peak may follow
 * from the batch: a {@link PeakedRate}, or any other schedule.
 */
@FunctionalInterface
public interface LearningRate {
  /**
   * {@return the schedule over a run's steps}
   *
   * @param run images, batch and epochs
   */
  Schedule schedule(RunSize run);

  /**
   * {@return epochs until the peak where nothing is said: a tenth of all, at most 10}
   *
   * @param epochs of the whole run, above 0
   */
  static double usualWarmUp(double epochs) {
    return Math.min(10, epochs / 10);
  }

  /**
   * Rises linearly to {@code peak}, then falls to 0 along a cosine: BYOL's and the paper's.
   *
   * @param peak the largest value, finite and at least 0, whatever the batch
   * @param warmUpEpochs passes over the images until the peak, finite and at least 0
   * @return the rate, which knows no run yet
   */
  static PeakedRate warmUpThenCosine(double peak, double warmUpEpochs) {
    return new PeakedRate(PeakedRate.Fall.COSINE, peak, false, warmUpEpochs);
  }

  /**
   * {@return the same after the usual warm-up}
   *
   * @param peak the largest value, finite and at least 0, whatever the batch
   */
  static PeakedRate warmUpThenCosine(double peak) {
    return new PeakedRate(PeakedRate.Fall.COSINE, peak, false, null);
  }

  /**
   * Rises over the usual warm-up to a peak in proportion to the images of a step (Goyal et al.
   * 2017), then falls to 0 along a cosine.
   *
   * @param base the peak of steps of 256 images
   * @return the rate, which knows no run yet
   */
  static PeakedRate scaledByBatch(double base) {
    return new PeakedRate(PeakedRate.Fall.COSINE, base, true, null);
  }
}
