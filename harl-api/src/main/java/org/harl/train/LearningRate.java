package org.harl.train;

/** A learning rate whose warm-up is counted in epochs, or any other schedule. */
@FunctionalInterface
public interface LearningRate {
  /**
   * The schedule over a run's steps.
   *
   * @param stepsPerEpoch optimiser steps in a pass over the images
   */
  Schedule schedule(long stepsPerEpoch);

  /** Rises linearly to {@code peak}, then falls to 0 along a cosine: BYOL's and the paper's. */
  static LearningRate warmUpThenCosine(double peak, double warmUpEpochs) {
    return steps -> Schedule.warmUpThenCosine(peak, Math.round(warmUpEpochs * steps));
  }
}
