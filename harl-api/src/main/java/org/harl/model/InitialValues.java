package org.harl.model;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.harl.draw.Draws;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
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
            values.put(name, draw(declared.shape(), declared.initial(), draws.fork(name))));
    return new StateDict(values);
  }

  private static TensorData draw(Shape shape, Initial initial, Draws draws) {
    if (initial instanceof Initial.KaimingNormal normal) {
      double deviation = StrictMath.sqrt(2.0 / normal.fanOut());
      return fill(shape, i -> deviation * draws.normal(i));
    } else if (initial instanceof Initial.Uniform uniform) {
      return fill(shape, i -> draws.uniform(i, -uniform.bound(), uniform.bound()));
    } else {
      double value = ((Initial.Constant) initial).value();
      return fill(shape, i -> value);
    }
  }

  private static TensorData fill(Shape shape, IntToDoubleFunction element) {
    TensorData data = TensorData.allocate(DataType.F32, shape);
    FloatBuffer values = data.bytes().asFloatBuffer();
    for (int i = 0; i < shape.size(); i++) {
      values.put(i, (float) element.applyAsDouble(i));
    }
    return data;
  }
}
