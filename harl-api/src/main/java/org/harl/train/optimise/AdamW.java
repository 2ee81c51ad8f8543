package org.harl.train.optimise;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), as torch has it. With learning
 * rate lr, for each tensor w with gradient g and moments m, s:
 *
 * <pre>
 * all              m &lt;- beta1 * m + (1 - beta1) * g;  s &lt;- beta2 * s + (1 - beta2) * g * g
 * rank 2 and more  w &lt;- w - lr * weightDecay * w
 * all              w &lt;- w - lr * (m / c1) / (sqrt(s / c2) + epsilon)
 * </pre>
 *
 * <p>c1 and c2 are 1 - beta^t after t steps; {@link AdamMoments} names the variables. It is the
 * chain of {@link AdamMoments}, and {@link DecoupledDecay} where the rank is 2 and more.
 *
 * @param beta1 the share of the first moment that is kept, 0 to below 1; 0.9 in {@link #standard}
 * @param beta2 the share of the second moment that is kept, 0 to below 1; 0.999 in {@link
 *     #standard}
 * @param epsilon added to the denominator, at least 0; 1e-8 in {@link #standard}
 * @param weightDecay the share of the weight that a step at learning rate 1 takes away, at least 0
 */
@RecordBuilder
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements Composed, AdamWBuilder.With {
  /**
   * Checks the settings.
   *
   * @throws org.harl.error.InvalidInputException if one is negative or not finite, or a beta is 1
   *     or more
   */
  public AdamW {
    Slots.check("adamw", "beta1", beta1, 1);
    Slots.check("adamw", "beta2", beta2, 1);
    Slots.check("adamw", "epsilon", epsilon, Double.POSITIVE_INFINITY);
    Slots.check("adamw", "weight decay", weightDecay, Double.POSITIVE_INFINITY);
  }

  /**
   * {@return betas 0.9 and 0.999, epsilon 1e-8 and this weight decay}
   *
   * @param weightDecay the share of the weight that a step at learning rate 1 takes away, at least
   *     0
   */
  public static AdamW standard(double weightDecay) {
    return new AdamW(0.9, 0.999, 1e-8, weightDecay);
  }

  @Override
  public Optimiser chain() {
    return Optimiser.chain(
        new AdamMoments(beta1, beta2, epsilon),
        GradientRule.where(Which.rankAtLeast(2), new DecoupledDecay(weightDecay)));
  }
}
