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
  /** One output's values. */
  public double[] values(String name) {
    return outputs.get(name).toDoubles();
  }
}
