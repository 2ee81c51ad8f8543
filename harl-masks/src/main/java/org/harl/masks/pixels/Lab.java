package org.harl.masks.pixels;

/** CIE L*a*b* (D65) of 8-bit sRGB, by tables: the same bits on every machine. */
public final class Lab {
  private static final float LIGHTNESS = 2.55f;
  private static final int STEPS = 4096;
  private static final float[] LINEAR = linear();
  private static final float[] ROOT = root();

  private Lab() {}

  /**
   * The three planes of an image, each width * height numbers, scaled as 8-bit Lab is: L in 0..255,
   * a and b in about -110..110.
   *
   * @param rgb interleaved
   */
  public static float[][] planes(byte[] rgb) {
    int pixels = rgb.length / 3;
    float[][] lab = new float[3][pixels];
    for (int i = 0; i < pixels; i++) {
      float r = LINEAR[rgb[3 * i] & 0xff];
      float g = LINEAR[rgb[3 * i + 1] & 0xff];
      float b = LINEAR[rgb[3 * i + 2] & 0xff];
      float x = f((0.412453f * r + 0.357580f * g + 0.180423f * b) / 0.950456f);
      float y = f(0.212671f * r + 0.715160f * g + 0.072169f * b);
      float z = f((0.019334f * r + 0.119193f * g + 0.950227f * b) / 1.088754f);
      lab[0][i] = LIGHTNESS * (116 * y - 16);
      lab[1][i] = 500 * (x - y);
      lab[2][i] = 200 * (y - z);
    }
    return lab;
  }

  private static float f(float t) {
    float at = Math.min(t, 1) * STEPS;
    int step = Math.min((int) at, STEPS - 1);
    float part = at - step;
    return ROOT[step] + part * (ROOT[step + 1] - ROOT[step]);
  }

  private static float[] linear() {
    float[] table = new float[256];
    for (int i = 0; i < 256; i++) {
      double c = i / 255.0;
      table[i] = (float) (c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4));
    }
    return table;
  }

  private static float[] root() {
    float[] table = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      double t = (double) i / STEPS;
      table[i] = (float) (t > 0.008856 ? StrictMath.cbrt(t) : 7.787 * t + 16.0 / 116);
    }
    return table;
  }
}
