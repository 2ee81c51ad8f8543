package org.harl.masks.pixels;

/** Resizes maps, bilinear between the centres of their cells. */
public final class Bilinear {
  private final float[] values;
  private final int width;
  private final int[] left;
  private final float[] share;
  private final float[][] made;
  private final int[] which = {-1, -1};

  private Bilinear(float[] values, int width, int newWidth) {
    this.values = values;
    this.width = width;
    left = new int[newWidth];
    share = new float[newWidth];
    made = new float[2][newWidth];
    for (int x = 0; x < newWidth; x++) {
      float u = clamp((x + 0.5f) * width / newWidth - 0.5f, width - 1);
      left[x] = Math.min((int) u, Math.max(0, width - 2));
      share[x] = u - left[x];
    }
  }

  /**
   * A map in another size.
   *
   * @param values width * height numbers, row-major
   * @return newWidth * newHeight numbers; the same array if the size is the same
   */
  public static float[] resized(
      float[] values, int width, int height, int newWidth, int newHeight) {
    if (width == newWidth && height == newHeight) {
      return values;
    }
    float[] resized = new float[newWidth * newHeight];
    Bilinear rows = new Bilinear(values, width, newWidth);
    float[] row = new float[newWidth];
    for (int y = 0; y < newHeight; y++) {
      float v = clamp((y + 0.5f) * height / newHeight - 0.5f, height - 1);
      int top = Math.min((int) v, Math.max(0, height - 2));
      mix(rows.at(top), rows.at(Math.min(top + 1, height - 1)), v - top, row);
      System.arraycopy(row, 0, resized, y * newWidth, newWidth);
    }
    return resized;
  }

  private static void mix(float[] a, float[] b, float share, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = a[i] + share * (b[i] - a[i]);
    }
  }

  /** A row in the new width, made once while rows are asked for in order. */
  private float[] at(int y) {
    float[] row = made[y % 2];
    if (which[y % 2] != y) {
      which[y % 2] = y;
      int step = width > 1 ? 1 : 0;
      for (int x = 0; x < row.length; x++) {
        int from = y * width + left[x];
        float value = values[from];
        row[x] = value + share[x] * (values[from + step] - value);
      }
    }
    return row;
  }

  private static float clamp(float value, int most) {
    return Math.max(0, Math.min(most, value));
  }
}
