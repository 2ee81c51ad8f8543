package org.harl.masks.pixels;

import org.harl.image.Image;

/** Between an image's own size and the size that a heuristic works at. */
public final class Scaling {
  private Scaling() {}

  /** The image, or one of the same proportions whose longer side has that many pixels. */
  public static Image within(Image image, int longest) {
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
  public static Image toLongest(Image image, int longest) {
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
      float[] plane = Bilinear.resized(planes[c], image.width(), image.height(), width, height);
      for (int i = 0; i < width * height; i++) {
        rgb[3 * i + c] = (byte) Math.round(plane[i]);
      }
    }
    return new Image(image.source(), width, height, rgb);
  }

  /** The image in another size: means of boxes where it shrinks, else the nearest pixels. */
  public static Image to(Image image, int width, int height) {
    return image.width() == width && image.height() == height
        ? image
        : new Image(image.source(), width, height, boxes(image, width, height));
  }
}
