package org.harl.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.draw.Draws;
import org.harl.trace.TensorData;

/**
 * Draws the values that variables start with. Element i of the tensor {@code name} is drawn from
 * {@code Draws.ofSeed(seed).fork("initial").fork(name)} at index i: it depends on nothing but seed,
 * name and place, so every backend starts from the same bits.
 */
public final class InitialValues {
  private InitialValues() {}

  /** Float32 values for all declarations, in their order. */
  public static StateDict draw(Map<String, Scope.Declaration> declarations, long seed) {
    Draws draws = Draws.ofSeed(seed).fork("initial");
    Map<String, TensorData> values = new LinkedHashMap<>();
    declarations.forEach(
        (name, declared) ->
            values.put(name, declared.initial().draw(declared.shape(), draws.fork(name))));
    return new StateDict(values);
  }
}
