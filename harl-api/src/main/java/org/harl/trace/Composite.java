package org.harl.trace;

import java.util.List;

/**
 * A run of primitives that a backend may replace by a fused kernel with the same result (see {@link
 * Recorder#composite}); a backend that does not know the formula interprets the primitives.
 *
 * @param formula what it computes, with the settings that were fixed while recording
 * @param from the first primitive, inclusive
 * @param to the last primitive, exclusive
 * @param inputs the values it reads, in the formula's order
 * @param outputs the values it produces for the rest of the program, in the formula's order
 */
public record Composite(
    Formula formula, int from, int to, List<Integer> inputs, List<Integer> outputs) {

  /**
   * What a composite computes: a record whose type a backend matches and whose components are the
   * settings. The type's documentation gives the order of inputs and outputs.
   */
  public interface Formula {
    /** {@return what people call it, in errors and rules, {@code lars} for example} */
    String name();
  }

  /** Copies the collections. */
  public Composite {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** {@return what people call it, in errors and rules, {@code lars} for example} */
  public String name() {
    return formula.name();
  }
}
