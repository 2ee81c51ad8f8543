package org.harl.eval.classify;

import org.harl.trace.Tensor;

/** The loss of classification. */
final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * The mean over images of {@code log(sum(exp(scores))) - score of the class}.
   *
   * @param scores [N, K]
   * @param targets [N, K], 1 for the class and 0 elsewhere
   */
  static Tensor mean(Tensor scores, Tensor targets) {
    Tensor shifted = scores.subtract(scores.max(1).stopGradient());
    Tensor right = shifted.multiply(targets).sum(1);
    return shifted.exp().sum(1).log().subtract(right).meanAll();
  }
}
