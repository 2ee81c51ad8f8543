package org.harl.data;

import org.harl.image.Image;

/**
 * Twelve images of 8 x 8, of one colour each: no crop and no flip changes them. Image i is of class
 * i % 3.
 */
public final class Colours implements ImageSource {
  /** Their number. */
  public static final int IMAGES = 12;

  /** The number of classes. */
  public static final int CLASSES = 3;

  /** Height and width. */
  public static final int SIDE = 8;

  private static final double[] MEAN = {.485, .456, .406};
  private static final double[] DEVIATION = {.229, .224, .225};

  @Override
  public int size() {
    return IMAGES;
  }

  @Override
  public String name(int index) {
    return "colour" + index;
  }

  @Override
  public Image read(int index) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) level(index, i % 3);
    }
    return new Image(name(index), SIDE, SIDE, rgb);
  }

  private static int level(int image, int channel) {
    return image % CLASSES == channel ? 150 + 8 * image : 20 * ((image + channel) % 4);
  }

  /** A channel's value, normalised. */
  public static double normalised(int image, int channel) {
    return (level(image, channel) / 255.0 - MEAN[channel]) / DEVIATION[channel];
  }
}
