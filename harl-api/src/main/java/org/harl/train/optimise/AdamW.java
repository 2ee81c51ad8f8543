package org.harl.train.optimise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.Initial;
import org.harl.model.Scope;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

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
 * <p>c1 and c2 are 1 - beta^t after t steps. They are kept in the variables {@code adamw.c1} and
 * {@code adamw.c2} as c &lt;- beta * c + (1 - beta), which loses no digits in float32. The moments
 * are the variables {@code moment1.NAME} and {@code moment2.NAME}.
 *
 * @param beta1 the share of the first moment that is kept
 * @param beta2 the share of the second moment that is kept
 * @param epsilon added to the denominator
 * @param weightDecay the share of the weight that a step at learning rate 1 takes away
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimiser {
  private static final String FIRST = "moment1.";
  private static final String SECOND = "moment2.";
  private static final String FIRST_CORRECTION = "adamw.c1";
  private static final String SECOND_CORRECTION = "adamw.c2";

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

  /** Betas 0.9 and 0.999, epsilon 1e-8 and this weight decay. */
  public static AdamW standard(double weightDecay) {
    return new AdamW(0.9, 0.999, 1e-8, weightDecay);
  }

  @Override
  public Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    Map<String, Scope.Declaration> slots = new LinkedHashMap<>();
    Scope.Declaration zero = new Scope.Declaration(Shape.of(), new Initial.Constant(0), false);
    slots.put(FIRST_CORRECTION, zero);
    slots.put(SECOND_CORRECTION, zero);
    slots.putAll(Slots.zeros(parameters, FIRST, SECOND));
    return slots;
  }

  @Override
  public void record(Recorder recorder, Tensor learningRate, List<Update> updates) {
    Slots.requireSome(updates);
    Tensor c1 = corrected(recorder, FIRST_CORRECTION, beta1);
    Tensor c2 = corrected(recorder, SECOND_CORRECTION, beta2);
    for (Update update : updates) {
      Tensor g = update.gradient();
      Tensor m = moved(recorder, FIRST + update.name(), beta1, g);
      Tensor s = moved(recorder, SECOND + update.name(), beta2, g.multiply(g));
      Tensor step = m.divide(c1).divide(s.divide(c2).sqrt().add(epsilon));
      recorder.assign(update.name(), weight(learningRate, update.weight(), step));
    }
  }

  private Tensor weight(Tensor learningRate, Tensor w, Tensor step) {
    Tensor kept =
        w.shape().rank() < 2 ? w : w.subtract(learningRate.multiply(weightDecay).multiply(w));
    return kept.subtract(learningRate.multiply(step));
  }

  private static Tensor corrected(Recorder recorder, String name, double beta) {
    Tensor next = recorder.variable(name, Shape.of()).multiply(beta).add(1 - beta);
    recorder.assign(name, next);
    return next;
  }

  private static Tensor moved(Recorder recorder, String name, double beta, Tensor value) {
    Tensor next =
        recorder.variable(name, value.shape()).multiply(beta).add(value.multiply(1 - beta));
    recorder.assign(name, next);
    return next;
  }
}
