package org.harl.train.optimise;

import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * The trust ratio of {@link Lars} with its weight decay; {@code Lars} has the formulas.
 *
 * @param eta the trust coefficient, at least 0
 * @param weightDecay the share of the weight that joins the gradient, at least 0
 * @param variant the denominator
 */
public record TrustRatio(double eta, double weightDecay, LarsVariant variant)
    implements GradientRule {
  private static final double EPSILON = 1e-8;

  /**
   * Checks the settings.
   *
   * @throws org.harl.error.InvalidInputException if one is negative or not finite
   */
  public TrustRatio {
    Slots.check("trust ratio", "eta", eta, Double.POSITIVE_INFINITY);
    Slots.check("trust ratio", "weight decay", weightDecay, Double.POSITIVE_INFINITY);
  }

  @Override
  public Each begin(Step step) {
    return update -> update.withGradient(scaled(update.weight(), update.gradient()));
  }

  private Tensor scaled(Tensor w, Tensor g) {
    return switch (variant) {
      case TRUST_OF_SUM -> trustOfSum(w, g);
      case BYOL_JAX -> byolJax(w, g);
    };
  }

  /** The conditions choose between scalars: a factor of 1 and a decay of 0 leave g as it is. */
  private Tensor trustOfSum(Tensor w, Tensor g) {
    Recorder recorder = w.recorder();
    Tensor p = norm(w);
    Tensor q = norm(g);
    Tensor usable = recorder.constant(0).less(p.minimum(q));
    Tensor ratio = p.multiply(eta).divide(q.add(p.multiply(weightDecay)).add(EPSILON));
    Tensor factor = usable.select(ratio, recorder.constant(1));
    Tensor decay = usable.select(recorder.constant(weightDecay), recorder.constant(0));
    return factor.multiply(g.add(decay.multiply(w)));
  }

  private Tensor byolJax(Tensor w, Tensor g) {
    Recorder recorder = w.recorder();
    Tensor one = recorder.constant(1);
    Tensor u = g.add(w.multiply(weightDecay));
    Tensor p = norm(w);
    Tensor q = norm(u);
    Tensor usable = recorder.constant(0).less(p.minimum(q));
    Tensor ratio = p.multiply(eta).divide(usable.select(q, one));
    return usable.select(ratio, one).multiply(u);
  }

  private static Tensor norm(Tensor x) {
    return x.multiply(x).sumAll().sqrt();
  }
}
