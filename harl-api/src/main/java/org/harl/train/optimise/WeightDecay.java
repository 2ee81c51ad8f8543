package org.harl.train.optimise;

/**
 * Weight decay that joins the gradient: g &lt;- g + share * w.
 *
 * @param share of the weight, at least 0
 */
public record WeightDecay(double share) implements GradientRule {
  /**
   * Checks the share.
   *
   * @throws org.harl.error.InvalidInputException if it is negative or not finite
   */
  public WeightDecay {
    Slots.check("weight decay", "the share", share, Double.POSITIVE_INFINITY);
  }

  @Override
  public Each begin(Step step) {
    return update -> update.withGradient(update.gradient().add(update.weight().multiply(share)));
  }
}
