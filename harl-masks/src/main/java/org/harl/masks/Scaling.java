package org.harl.masks;

import org.harl.data.Image;

/** Between an image's own size and the size that a heuristic works at. */
final class Scaling {
  private Scaling() {}

  /** The image, or one of the same proportions whose longer side has that many pixels. */
  static Image within(Image image, int longest) {
    int longer = Math.max(image.width(), image.height());
    if (longer <= longest) {
      return image;
    }
    int width = Math.max(1, Math.round((float) image.width() * longest / longer));
    int height = Math.max(1, Math.round((float) image.height() * longest / longer));
    return new Image(image.source(), width, height, boxes(image, width, height));
  }

  /** Each new pixel is the mean of the pixels whose corners fall into it. */
  private static byte[] boxes(Image image, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * image.height() / height);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * image.height() / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * image.width() / width);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * image.width() / width));
        mean(image, left, top, right, bottom, rgb, 3 * (y * width + x));
      }
    }
    return rgb;
  }

  private static void mean(
      Image image, int left, int top, int right, int bottom, byte[] rgb, int at) {
    long r = 0;
    long g = 0;
    long b = 0;
    for (int y = top; y < bottom; y++) {
      for (int i = 3 * (y * image.width() + left); i < 3 * (y * image.width() + right); i += 3) {
        r += image.rgb()[i] & 0xff;
        g += image.rgb()[i + 1] & 0xff;
        b += image.rgb()[i + 2] & 0xff;
      }
    }
    long count = (long) (right - left) * (bottom - top);
    rgb[at] = (byte) ((r + count / 2) / count);
    rgb[at + 1] = (byte) ((g + count / 2) / count);
    rgb[at + 2] = (byte) ((b + count / 2) / count);
  }

  /** The image with a longer side of that many pixels. */
  static Image toLongest(Image image, int longest) {
    int longer = Math.max(image.width(), image.height());
    if (longer > longest) {
      return within(image, longest);
    }
    int width = Math.max(1, Math.round((float) image.width() * longest / longer));
    int height = Math.max(1, Math.round((float) image.height() * longest / longer));
    float[][] planes = new float[3][image.width() * image.height()];
    for (int i = 0; i < image.rgb().length; i++) {
      planes[i % 3][i / 3] = image.rgb()[i] & 0xff;
    }
    byte[] rgb = new byte[3 * width * height];
    for (int c = 0; c < 3; c++) {
      Saliency plane = to(new Saliency(image.width(), image.height(), planes[c]), width, height);
      for (int i = 0; i < width * height; i++) {
        rgb[3 * i + c] = (byte) Math.round(plane.values()[i]);
      }
    }
    return new Image(image.source(), width, height, rgb);
  }

  /** The image in another size: means of boxes where it shrinks, else the nearest pixels. */
  static Image to(Image image, int width, int height) {
    return image.width() == width && image.height() == height
        ? image
        : new Image(image.source(), width, height, boxes(image, width, height));
  }

  /** The map in another size, bilinear between the centres of its cells. */
  static Saliency to(Saliency map, int width, int height) {
    if (map.width() == width && map.height() == height) {
      return map;
    }
    float[] values = new float[width * height];
    Rows rows = new Rows(map, width);
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      float v = clamp((y + 0.5f) * map.height() / height - 0.5f, map.height() - 1);
      int top = Math.min((int) v, Math.max(0, map.height() - 2));
      mix(rows.at(top), rows.at(Math.min(top + 1, map.height() - 1)), v - top, row);
      System.arraycopy(row, 0, values, y * width, width);
    }
    return new Saliency(width, height, values);
  }

  private static void mix(float[] a, float[] b, float share, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = a[i] + share * (b[i] - a[i]);
    }
  }

  /** The rows of a map in another width, each made once while they are asked for in order. */
  private static final class Rows {
    private final Saliency map;
    private final int[] left;
    private final float[] share;
    private final float[][] made;
    private final int[] which = {-1, -1};

    Rows(Saliency map, int width) {
      this.map = map;
      left = new int[width];
      share = new float[width];
      made = new float[2][width];
      for (int x = 0; x < width; x++) {
        float u = clamp((x + 0.5f) * map.width() / width - 0.5f, map.width() - 1);
        left[x] = Math.min((int) u, Math.max(0, map.width() - 2));
        share[x] = u - left[x];
      }
    }

    float[] at(int y) {
      float[] row = made[y % 2];
      if (which[y % 2] != y) {
        which[y % 2] = y;
        int step = map.width() > 1 ? 1 : 0;
        for (int x = 0; x < row.length; x++) {
          int from = y * map.width() + left[x];
          float value = map.values()[from];
          row[x] = value + share[x] * (map.values()[from + step] - value);
        }
      }
      return row;
    }
  }

  private static float clamp(float value, int most) {
    return Math.max(0, Math.min(most, value));
  }
}
