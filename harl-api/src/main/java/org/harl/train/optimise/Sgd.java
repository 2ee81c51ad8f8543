package org.harl.train.optimise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.model.Scope;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

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
 * <p>It is recorded as one composite, which a backend may fuse: name {@code sgd}, or {@code
 * nesterov}; inputs lr, then w, g, v of every tensor in turn; outputs the new w, v of every tensor
 * in turn; attributes {@code momentum} and {@code weightDecay}. The rank of w tells whether it is
 * decayed. Assignments follow the composite, w then v of every tensor in turn.
 *
 * @param momentum the share of the velocity that is kept
 * @param weightDecay the share of the weight that joins the gradient
 * @param lookAhead whether the momentum is Nesterov's
 */
public record Sgd(double momentum, double weightDecay, boolean lookAhead) implements Optimiser {
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

  /** With plain momentum. */
  public Sgd(double momentum, double weightDecay) {
    this(momentum, weightDecay, false);
  }

  /** The same with Nesterov's momentum. */
  public Sgd nesterov() {
    return new Sgd(momentum, weightDecay, true);
  }

  @Override
  public Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    return Slots.zeros(parameters, Slots.MOMENTUM);
  }

  @Override
  public void record(Recorder recorder, Tensor learningRate, List<Update> updates) {
    Map<String, Double> attributes = Map.of("momentum", momentum, "weightDecay", weightDecay);
    String name = lookAhead ? "nesterov" : "sgd";
    Slots.update(recorder, name, attributes, learningRate, updates, this::body);
  }

  private List<Tensor> body(List<Tensor> inputs) {
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i += 3) {
      Tensor w = inputs.get(i);
      Tensor g = inputs.get(i + 1);
      Tensor step = w.shape().rank() < 2 ? g : g.add(w.multiply(weightDecay));
      Tensor v = inputs.get(i + 2);
      outputs.addAll(
          lookAhead
              ? ahead(inputs.get(0), w, v, step)
              : Slots.move(inputs.get(0), w, v, momentum, step));
    }
    return outputs;
  }

  private List<Tensor> ahead(Tensor learningRate, Tensor w, Tensor v, Tensor step) {
    Tensor velocity = v.multiply(momentum).add(step);
    Tensor move = step.add(velocity.multiply(momentum));
    return List.of(w.subtract(learningRate.multiply(move)), velocity);
  }
}
