package org.harl.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.trace.Tensor;

/**
 * What an objective computes.
 *
 * @param total the scalar that is minimised
 * @param terms scalars to report, by name, in order
 */
public record Loss(Tensor total, Map<String, Tensor> terms) {
  /** Copies the terms in their order. */
  public Loss {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }
}
