package org.harl.tck.golden;

/** A turn of the hue by its definition: RGB to HSV and back, pixel by pixel (Smith 1978). */
public final class HsvDefinition {
  private HsvDefinition() {}

  /**
   * {@return pixels [3, P] in [0, 1] with their hue turned by a share of a full turn}
   *
   * @param pixels [3, P], red, green and blue
   * @param turn -0.5..0.5
   */
  public static double[] turned(double[] pixels, double turn) {
    int plane = pixels.length / 3;
    double[] turned = new double[pixels.length];
    for (int i = 0; i < plane; i++) {
      double red = pixels[i];
      double green = pixels[plane + i];
      double blue = pixels[2 * plane + i];
      double value = Math.max(red, Math.max(green, blue));
      double chroma = value - Math.min(red, Math.min(green, blue));
      double hue = chroma == 0 ? 0 : hue(red, green, blue, value, chroma);
      for (int c = 0; c < 3; c++) {
        turned[c * plane + i] = channel(c, 6 * (hue + turn) + 12, value, chroma);
      }
    }
    return turned;
  }

  /** In turns; red is 0, green 1/3, blue 2/3. */
  private static double hue(double red, double green, double blue, double value, double chroma) {
    if (value == red) {
      return (green - blue) / chroma / 6;
    }
    return value == green ? ((blue - red) / chroma + 2) / 6 : ((red - green) / chroma + 4) / 6;
  }

  /** {@code v - c max(0, min(k, 4 - k, 1))}, k = (n + sixths) mod 6, n = 5, 3, 1. */
  private static double channel(int channel, double sixths, double value, double chroma) {
    double k = (5 - 2 * channel + sixths) % 6;
    return value - chroma * Math.max(0, Math.min(Math.min(k, 4 - k), 1));
  }
}
