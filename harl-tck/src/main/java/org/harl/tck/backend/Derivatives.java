package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.Scope;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/** Derivatives as outputs of a program. */
public final class Derivatives {
  private Derivatives() {}

  /**
   * Records a loss's derivatives by these values, then by the trainable variables of a network.
   *
   * @param network where it was recorded
   * @param loss a scalar []
   * @param prefix of the outputs, which have the names of what they are derivatives by
   * @param values that the loss depends on beside the variables, by name
   */
  public static void output(Scope network, Tensor loss, String prefix, Map<String, Tensor> values) {
    Recorder recorder = network.recorder();
    Map<String, Tensor> by = new LinkedHashMap<>(values);
    network
        .declarations()
        .forEach(
            (name, declared) -> {
              if (declared.trainable()) {
                by.put(name, recorder.variable(name, declared.shape()));
              }
            });
    List<Tensor> derivatives = recorder.gradients(loss, List.copyOf(by.values()));
    List<String> names = new ArrayList<>(by.keySet());
    for (int i = 0; i < names.size(); i++) {
      recorder.output(prefix + names.get(i), derivatives.get(i));
    }
  }
}
