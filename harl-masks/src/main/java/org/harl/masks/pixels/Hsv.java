package org.harl.masks.pixels;

/** Hue, saturation and value of 8-bit RGB, each 0..1; the hue of grey is 0. */
public final class Hsv {
  private Hsv() {}

  /**
   * The three planes of an image, each width * height numbers.
   *
   * @param rgb interleaved
   */
  public static float[][] planes(byte[] rgb) {
    int pixels = rgb.length / 3;
    float[][] hsv = new float[3][pixels];
    for (int i = 0; i < pixels; i++) {
      int r = rgb[3 * i] & 0xff;
      int g = rgb[3 * i + 1] & 0xff;
      int b = rgb[3 * i + 2] & 0xff;
      int value = Math.max(r, Math.max(g, b));
      int chroma = value - Math.min(r, Math.min(g, b));
      hsv[0][i] = chroma == 0 ? 0 : hue(r, g, b, value, chroma);
      hsv[1][i] = value == 0 ? 0 : (float) chroma / value;
      hsv[2][i] = value / 255f;
    }
    return hsv;
  }

  private static float hue(int r, int g, int b, int value, int chroma) {
    float sixths;
    if (value == r) {
      sixths = (float) (g - b) / chroma + (g < b ? 6 : 0);
    } else if (value == g) {
      sixths = (float) (b - r) / chroma + 2;
    } else {
      sixths = (float) (r - g) / chroma + 4;
    }
    return sixths / 6;
  }
}
