package org.harl.masks.pixels;

/** Values as shares of their range. */
public final class UnitRange {
  private UnitRange() {}

  /** Stretches values to 0..1 in place; constant values become 0. */
  public static float[] stretch(float[] values) {
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float scale = high > low ? 1 / (high - low) : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - low) * scale;
    }
    return values;
  }

  /** The same of doubles. */
  public static double[] stretch(double[] values) {
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double scale = high > low ? 1 / (high - low) : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - low) * scale;
    }
    return values;
  }
}
