package org.harl.train.optimise;

import org.harl.trace.Tensor;

/**
 * Weight decay beside the gradient (Loshchilov and Hutter 2019): w &lt;- w - lr * share * w.
 *
 * @param share of the weight that a step at learning rate 1 takes away, at least 0
 */
public record DecoupledDecay(double share) implements GradientRule {
  /**
   * Checks the share.
   *
   * @throws org.harl.error.InvalidInputException if it is negative or not finite
   */
  public DecoupledDecay {
    Slots.check("decoupled decay", "the share", share, Double.POSITIVE_INFINITY);
  }

  @Override
  public Each begin(Step step) {
    return update -> {
      Tensor w = update.weight();
      return update.withWeight(w.subtract(step.learningRate().multiply(share).multiply(w)));
    };
  }
}
