package org.harl.tck.backend;

import java.util.Map;
import org.harl.model.StateDict;
import org.harl.trace.TensorData;

/**
 * What a run left.
 *
 * @param outputs by name
 * @param variables of the session afterwards
 */
public record Outcome(Map<String, TensorData> outputs, StateDict variables) {
  /**
   * {@return one output's values}
   *
   * @param name of the output
   */
  public double[] values(String name) {
    return outputs.get(name).toDoubles();
  }
}
