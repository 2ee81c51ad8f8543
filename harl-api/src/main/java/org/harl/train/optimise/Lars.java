package org.harl.train.optimise;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.harl.schedule.Schedule;

/**
 * Layer-wise adaptive rate scaling (You et al. 2017) with momentum. With learning rate lr, for each
 * tensor w with gradient g and momentum v:
 *
 * <pre>
 * rank 2 and more, TRUST_OF_SUM: p = ||w||, q = ||g||
 *                  if p &gt; 0 and q &gt; 0: g &lt;- eta * p / (q + weightDecay * p + 1e-8) * (g + weightDecay * w)
 * rank 2 and more, BYOL_JAX: u = g + weightDecay * w
 *                  g &lt;- (||w|| &gt; 0 and ||u|| &gt; 0 ? eta * ||w|| / ||u|| : 1) * u
 * all              v &lt;- momentum * v + g;  w &lt;- w - lr * v
 * </pre>
 *
 * <p>It is the chain of {@link TrustRatio} where the rank is 2 and more, and {@link Momentum}. As a
 * whole it is recorded as one composite, which a backend may fuse: the formula is this record;
 * inputs lr, then w, g, v of every tensor in turn; outputs the new w, v of every tensor in turn.
 * The rank of w tells whether it is decayed. Assignments follow the composite, w then v of every
 * tensor in turn.
 *
 * @param eta the trust coefficient, at least 0; 1e-3 in BYOL and HARL
 * @param momentum the share of the velocity that is kept, 0 to below 1; 0.9 as a rule
 * @param weightDecay the share of the weight that joins the gradient, at least 0; 1e-6 in {@code
 *     Method.standard}, 1.5e-6 at 1000 epochs
 * @param variant the denominator of the trust ratio; {@link LarsVariant} says which paper has which
 */
@RecordBuilder
public record Lars(double eta, double momentum, double weightDecay, LarsVariant variant)
    implements Composed.Fused, LarsBuilder.With {
  /** The paper's weight decay below 1000 epochs. */
  public static final double SHORT_RUN_DECAY = 1e-6;

  /**
   * Checks the settings.
   *
   * @throws org.harl.error.InvalidInputException if one is negative or not finite, or momentum is 1
   *     or more
   */
  public Lars {
    Slots.check("lars", "eta", eta, Double.POSITIVE_INFINITY);
    Slots.check("lars", "momentum", momentum, 1);
    Slots.check("lars", "weight decay", weightDecay, Double.POSITIVE_INFINITY);
  }

  /**
   * {@return the paper's at 1000 epochs: eta 1e-3, momentum 0.9, weight decay 1.5e-6 (1e-6 below)}
   */
  public static Lars standard() {
    return new Lars(1e-3, 0.9, 1.5e-6, LarsVariant.TRUST_OF_SUM);
  }

  @Override
  public String name() {
    return "lars";
  }

  @Override
  public Optimiser chain() {
    return Optimiser.chain(
        GradientRule.where(Which.rankAtLeast(2), new TrustRatio(eta, weightDecay, variant)),
        new Momentum(momentum, false));
  }

  /** 0.3 at 256 images, in proportion to them. */
  @Override
  public double defaultRate(int images) {
    return Schedule.scaledByBatch(0.3, images);
  }
}
