package org.harl.train.optimise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.model.Scope;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

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
 * <p>It is recorded as one composite, which a backend may fuse: name {@code lars}; inputs lr, then
 * w, g, v of every tensor in turn; outputs the new w, v of every tensor in turn; attributes {@code
 * eta}, {@code momentum}, {@code weightDecay} and {@code variant} (the ordinal of {@link
 * LarsVariant}: 0 or 1). The rank of w tells whether it is decayed. Assignments follow the
 * composite, w then v of every tensor in turn.
 *
 * @param eta the trust coefficient
 * @param momentum the share of the velocity that is kept
 * @param weightDecay the share of the weight that joins the gradient
 * @param variant the denominator of the trust ratio
 */
public record Lars(double eta, double momentum, double weightDecay, LarsVariant variant)
    implements Optimiser {
  private static final double EPSILON = 1e-8;

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

  /** The paper's at 1000 epochs: eta 1e-3, momentum 0.9, weight decay 1.5e-6. */
  public static Lars standard() {
    return new Lars(1e-3, 0.9, 1.5e-6, LarsVariant.TRUST_OF_SUM);
  }

  /** This rule with another weight decay; the paper takes 1e-6 below 1000 epochs. */
  public Lars withWeightDecay(double weightDecay) {
    return new Lars(eta, momentum, weightDecay, variant);
  }

  @Override
  public Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    return Slots.zeros(parameters, Slots.MOMENTUM);
  }

  @Override
  public void record(Recorder recorder, Tensor learningRate, List<Update> updates) {
    Map<String, Double> attributes =
        Map.of(
            "eta", eta,
            "momentum", momentum,
            "weightDecay", weightDecay,
            "variant", (double) variant.ordinal());
    Slots.update(recorder, "lars", attributes, learningRate, updates, this::body);
  }

  private List<Tensor> body(List<Tensor> inputs) {
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i += 3) {
      Tensor w = inputs.get(i);
      Tensor g = inputs.get(i + 1);
      Tensor step = w.shape().rank() < 2 ? g : scaled(w, g);
      outputs.addAll(Slots.move(inputs.get(0), w, inputs.get(i + 2), momentum, step));
    }
    return outputs;
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
