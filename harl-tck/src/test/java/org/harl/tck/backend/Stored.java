package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.harl.model.StateDict;
import org.harl.trace.DataType;
import org.harl.trace.TensorData;

/** Values changed one by one, in the type that they have. */
final class Stored {
  private Stored() {}

  static StateDict mapped(StateDict values, DoubleUnaryOperator change) {
    return new StateDict(mapped(values.asMap(), change));
  }

  static Map<String, TensorData> mapped(
      Map<String, TensorData> values, DoubleUnaryOperator change) {
    Map<String, TensorData> changed = new LinkedHashMap<>();
    values.forEach((name, value) -> changed.put(name, mapped(value, change)));
    return changed;
  }

  static TensorData mapped(TensorData value, DoubleUnaryOperator change) {
    double[] values = value.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = change.applyAsDouble(values[i]);
    }
    TensorData wide = TensorData.of(value.shape(), values);
    return value.type() == DataType.F64 ? wide : TensorData.of(value.shape(), wide.toFloats());
  }

  /** The nearest number of bfloat16, ties to even. */
  static double bfloat16(double x) {
    int bits = Float.floatToRawIntBits((float) x);
    int half = 0x7fff + (bits >>> 16 & 1);
    return Double.isNaN(x) ? x : Float.intBitsToFloat(bits + half & 0xffff0000);
  }
}
