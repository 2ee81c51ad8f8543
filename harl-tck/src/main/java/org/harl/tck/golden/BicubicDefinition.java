package org.harl.tck.golden;

import org.harl.augment.CropBox;
import org.harl.image.Image;

/**
 * An antialiased bicubic resize by its definition, in plain loops of doubles: Keys 1981, a = -1/2,
 * half-pixel centres, widened by the scale when shrinking.
 */
public final class BicubicDefinition {
  private BicubicDefinition() {}

  /**
   * {@return the centred square [3, size, size] of a box that is resized to {@code height x width},
   * 1 is full intensity}
   *
   * @param image in RGB
   * @param box in pixels of the image
   * @param height of what the box is resized to, in pixels
   * @param width of the same
   * @param size the side of the square that is cut out of it, in pixels
   */
  public static double[] resized(Image image, CropBox box, int height, int width, int size) {
    double[] out = new double[3 * size * size];
    for (int i = 0; i < out.length; i++) {
      double[] down = weights(box.height(), height, centred(height, size) + i / size % size);
      double[] across = weights(box.width(), width, centred(width, size) + i % size);
      for (int y = 0; y < down.length; y++) {
        for (int x = 0; x < across.length; x++) {
          int pixel = (box.top() + y) * image.width() + box.left() + x;
          int value = image.rgb()[3 * pixel + i / (size * size)] & 0xff;
          out[i] += down[y] * across[x] * value / 255;
        }
      }
    }
    return out;
  }

  /**
   * {@return where a centred part of an axis begins: the nearest pixel, of two the even one}
   *
   * @param whole the axis, in pixels
   * @param part at most as long
   */
  public static int centred(int whole, int part) {
    int lower = (whole - part) / 2;
    boolean half = (whole - part) % 2 == 1;
    return half && lower % 2 == 1 ? lower + 1 : lower;
  }

  /** The weight of every input in output {@code at} of {@code outputs}; they sum to 1. */
  private static double[] weights(int inputs, int outputs, int at) {
    double scale = (double) inputs / outputs;
    double[] weights = new double[inputs];
    double sum = 0;
    for (int i = 0; i < inputs; i++) {
      weights[i] = keys(Math.abs(i + 0.5 - (at + 0.5) * scale) / Math.max(scale, 1));
      sum += weights[i];
    }
    for (int i = 0; i < inputs; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double keys(double x) {
    return x < 1
        ? 1.5 * x * x * x - 2.5 * x * x + 1
        : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
  }
}
