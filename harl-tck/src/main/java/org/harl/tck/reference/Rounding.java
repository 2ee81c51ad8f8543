package org.harl.tck.reference;

import org.harl.spi.Precision;
import org.harl.trace.TensorData;

/** Doubles to the nearest value of a narrower type, and to the host. */
final class Rounding {
  private Rounding() {}

  static Array float32(Array array) {
    return array.map(x -> (float) x);
  }

  /** To the nearest bfloat16, ties to even. */
  static Array bfloat16(Array array) {
    return array.map(
        x -> {
          int bits = Float.floatToRawIntBits((float) x);
          int half = 0x7fff + (bits >>> 16 & 1);
          return Double.isNaN(x) ? x : Float.intBitsToFloat(bits + half & 0xffff0000);
        });
  }

  static TensorData toHost(Array array, Precision precision) {
    double[] values = array.values();
    if (precision == Precision.FLOAT64) {
      return TensorData.of(array.shape(), values);
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return TensorData.of(array.shape(), narrow);
  }
}
