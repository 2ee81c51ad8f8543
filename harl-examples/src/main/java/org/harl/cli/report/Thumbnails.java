package org.harl.cli.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.masks.saliency.Saliency;

/** Pictures of 220 pixels along the longer side. */
public final class Thumbnails {
  private static final int LONGEST_SIDE = 220;
  private static final int TINT = 0xff3b6f;
  private static final double GOLDEN_SECTION = 0.6180339887498949;

  private Thumbnails() {}

  /** An image. */
  public static BufferedImage of(Image image) {
    int[] pixels = new int[image.width() * image.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rgb(image, i);
    }
    return small(pixels, image.width(), image.height());
  }

  /** An image, this many pixels along the longer side. */
  static BufferedImage of(Image image, int side) {
    BufferedImage small = of(image);
    double scale = (double) side / Math.max(small.getWidth(), small.getHeight());
    return scaled(small, scale);
  }

  private static int rgb(Image image, int i) {
    return (image.rgb()[3 * i] & 0xff) << 16
        | (image.rgb()[3 * i + 1] & 0xff) << 8
        | image.rgb()[3 * i + 2] & 0xff;
  }

  /** Saliency, white for 1. */
  public static BufferedImage grey(Saliency saliency) {
    byte[] values = saliency.toBytes();
    int[] pixels = new int[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (values[i] & 0xff) * 0x010101;
    }
    return small(pixels, saliency.width(), saliency.height());
  }

  /** The foreground in its colours under a tint, the background dark. */
  public static BufferedImage tinted(Image image, Mask mask) {
    int[] pixels = new int[image.width() * image.height()];
    for (int i = 0; i < pixels.length; i++) {
      int half = (rgb(image, i) & 0xfefefe) >> 1;
      pixels[i] = mask.cells()[i] == 1 ? half + ((TINT & 0xfefefe) >> 1) : half;
    }
    return small(pixels, image.width(), image.height());
  }

  /** Regions under colours of their own, what is in none dark. */
  public static BufferedImage coloured(Image image, LabelMap map) {
    int[] pixels = new int[image.width() * image.height()];
    for (int i = 0; i < pixels.length; i++) {
      int label = map.labels()[i] & 0xff;
      int half = (rgb(image, i) & 0xfefefe) >> 1;
      pixels[i] = label == LabelMap.NONE ? half : half + ((colour(label) & 0xfefefe) >> 1);
    }
    return small(pixels, image.width(), image.height());
  }

  /** Neighbours in number are far apart in hue. */
  private static int colour(int label) {
    return Color.HSBtoRGB((float) (label * GOLDEN_SECTION % 1), 0.8f, 1) & 0xffffff;
  }

  private static BufferedImage small(int[] pixels, int width, int height) {
    BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    whole.setRGB(0, 0, width, height, pixels, 0, width);
    return scaled(whole, (double) LONGEST_SIDE / Math.max(width, height));
  }

  private static BufferedImage scaled(BufferedImage whole, double scale) {
    int w = Math.max(1, (int) Math.round(scale * whole.getWidth()));
    int h = Math.max(1, (int) Math.round(scale * whole.getHeight()));
    BufferedImage small = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(whole, 0, 0, w, h, null);
    graphics.dispose();
    return small;
  }
}
