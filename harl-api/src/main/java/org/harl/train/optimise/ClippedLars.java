package org.harl.train.optimise;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.harl.schedule.Schedule;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * LARS whose trust ratio never takes a larger step than the learning rate (LARC, as solo-learn and
 * NVIDIA's apex have it). With learning rate lr, for each tensor w with gradient g and momentum v:
 *
 * <pre>
 * rank 2 and more  p = ||w||, q = ||g||
 *                  if p &gt; 0 and q &gt; 0: g &lt;- min(eta * p / (q + weightDecay * p + 1e-8) / lr, 1) * (g + weightDecay * w)
 * all              v &lt;- momentum * v + g;  w &lt;- w - lr * v
 * </pre>
 *
 * @param eta the trust coefficient, 0.02 in solo-learn's settings
 * @param momentum the share of the velocity that is kept, 0 to below 1; 0.9 as a rule
 * @param weightDecay the share of the weight that joins the gradient, at least 0; 1e-6 to 1e-4
 */
@RecordBuilder
public record ClippedLars(double eta, double momentum, double weightDecay)
    implements Composed, ClippedLarsBuilder.With {
  private static final double EPSILON = 1e-8;

  /**
   * Checks the settings.
   *
   * @throws org.harl.error.InvalidInputException if one is negative or not finite, or momentum is 1
   *     or more
   */
  public ClippedLars {
    Slots.check("clipped lars", "eta", eta, Double.POSITIVE_INFINITY);
    Slots.check("clipped lars", "momentum", momentum, 1);
    Slots.check("clipped lars", "weight decay", weightDecay, Double.POSITIVE_INFINITY);
  }

  @Override
  public Optimiser chain() {
    return Optimiser.chain(
        GradientRule.where(Which.rankAtLeast(2), this::clipped), new Momentum(momentum, false));
  }

  private Each clipped(Step step) {
    Tensor lr = step.learningRate();
    return update -> update.withGradient(scaled(update.weight(), update.gradient(), lr));
  }

  private Tensor scaled(Tensor w, Tensor g, Tensor lr) {
    Recorder recorder = w.recorder();
    Tensor p = w.multiply(w).sumAll().sqrt();
    Tensor q = g.multiply(g).sumAll().sqrt();
    Tensor usable = recorder.constant(0).less(p.minimum(q));
    Tensor ratio = p.multiply(eta).divide(q.add(p.multiply(weightDecay)).add(EPSILON));
    Tensor factor =
        usable.select(ratio.divide(lr).minimum(recorder.constant(1)), recorder.constant(1));
    Tensor decay = usable.select(recorder.constant(weightDecay), recorder.constant(0));
    return factor.multiply(g.add(decay.multiply(w)));
  }

  /** 0.3 at 256 images, in proportion to them. */
  @Override
  public double defaultRate(int images) {
    return Schedule.scaledByBatch(0.3, images);
  }
}
