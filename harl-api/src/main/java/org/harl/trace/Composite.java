package org.harl.trace;

import java.util.List;
import java.util.Map;

/**
 * A named run of primitives that a backend may replace by a fused kernel with the same result (see
 * {@link Recorder#composite}); a backend that does not know the name interprets the primitives.
 *
 * @param name for example {@code lars} or {@code ema}
 * @param from the first primitive, inclusive
 * @param to the last primitive, exclusive
 * @param inputs the values it reads
 * @param outputs the values it produces for the rest of the program
 * @param attributes settings fixed while recording
 */
public record Composite(
    String name,
    int from,
    int to,
    List<Integer> inputs,
    List<Integer> outputs,
    Map<String, Double> attributes) {
  /** Copies the collections. */
  public Composite {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }
}
