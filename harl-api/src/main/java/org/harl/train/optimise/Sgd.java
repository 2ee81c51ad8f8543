package org.harl.train.optimise;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.harl.schedule.Schedule;

/**
 * Stochastic gradient descent with momentum, as torch has it. With learning rate lr, for each
 * tensor w with gradient g and momentum v:
 *
 * <pre>
 * rank 2 and more  g &lt;- g + weightDecay * w
 * all              v &lt;- momentum * v + g
 * plain            w &lt;- w - lr * v
 * Nesterov         w &lt;- w - lr * (g + momentum * v)
 * </pre>
 *
 * <p>It is the chain of {@link WeightDecay} where the rank is 2 and more, and {@link Momentum}. As
 * a whole it is recorded as one composite, which a backend may fuse: the formula is this record;
 * inputs lr, then w, g, v of every tensor in turn; outputs the new w, v of every tensor in turn.
 * The rank of w tells whether it is decayed. Assignments follow the composite, w then v of every
 * tensor in turn.
 *
 * @param momentum the share of the velocity that is kept, 0 to below 1; 0.9 as a rule
 * @param weightDecay the share of the weight that joins the gradient, at least 0; 1e-4 on ImageNet,
 *     5e-4 on CIFAR-10 (Chen and He 2021, section 3 and appendix D)
 * @param lookAhead whether the momentum is Nesterov's
 */
@RecordBuilder
public record Sgd(double momentum, double weightDecay, boolean lookAhead)
    implements Composed.Fused, SgdBuilder.With {
  /**
   * Checks the settings.
   *
   * @throws org.harl.error.InvalidInputException if one is negative or not finite, or momentum is 1
   *     or more
   */
  public Sgd {
    Slots.check("sgd", "momentum", momentum, 1);
    Slots.check("sgd", "weight decay", weightDecay, Double.POSITIVE_INFINITY);
  }

  /**
   * With plain momentum.
   *
   * @param momentum the share of the velocity that is kept, 0 to below 1; 0.9 as a rule
   * @param weightDecay the share of the weight that joins the gradient, at least 0; 1e-4 as a rule
   */
  public Sgd(double momentum, double weightDecay) {
    this(momentum, weightDecay, false);
  }

  /** {@return the same with Nesterov's momentum} */
  public Sgd nesterov() {
    return new Sgd(momentum, weightDecay, true);
  }

  /** {@code sgd}, or {@code nesterov}. */
  @Override
  public String name() {
    return lookAhead ? "nesterov" : "sgd";
  }

  @Override
  public Optimiser chain() {
    return Optimiser.chain(
        GradientRule.where(Which.rankAtLeast(2), new WeightDecay(weightDecay)),
        new Momentum(momentum, lookAhead));
  }

  /** 0.12 at 256 images, in proportion to them. */
  @Override
  public double defaultRate(int images) {
    return Schedule.scaledByBatch(0.12, images);
  }
}
