package org.harl.train.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * The exponential moving average that makes the target network: target &lt;- tau * target + (1 -
 * tau) * online (Grill et al. 2020), online being the value after the optimiser's step.
 */
public final class Ema {
  private Ema() {}

  /**
   * A tensor of the target network and what it follows.
   *
   * @param name of the target's variable
   * @param target its value now
   * @param online the online network's value, read after the optimiser was recorded, in its shape
   */
  public record Average(String name, Tensor target, Tensor online) {}

  /**
   * Records the averages as one composite, which a backend may fuse: name {@code ema}; inputs tau,
   * then target, online of every tensor in turn; outputs the new targets in turn; no attributes.
   * Assignments follow the composite, in order.
   *
   * @param recorder the program
   * @param tau a scalar []
   * @param averages the tensors to move, each once
   */
  public static void record(Recorder recorder, Tensor tau, List<Average> averages) {
    List<Tensor> inputs = new ArrayList<>(List.of(tau));
    averages.forEach(average -> inputs.addAll(List.of(average.target(), average.online())));
    List<Tensor> outputs = recorder.composite("ema", inputs, Map.of(), Ema::body);
    for (int i = 0; i < averages.size(); i++) {
      recorder.assign(averages.get(i).name(), outputs.get(i));
    }
  }

  private static List<Tensor> body(List<Tensor> inputs) {
    Tensor tau = inputs.get(0);
    Tensor rest = tau.recorder().constant(1).subtract(tau);
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i += 2) {
      outputs.add(tau.multiply(inputs.get(i)).add(rest.multiply(inputs.get(i + 1))));
    }
    return outputs;
  }
}
