package org.harl.cli;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.harl.image.Image;

/** Images for ImageIO. */
public final class Pictures {
  private Pictures() {}

  /** An image as a square of that side. */
  public static BufferedImage of(Image image, int side) {
    BufferedImage whole =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.width() * image.height(); i++) {
      int rgb =
          (image.rgb()[3 * i] & 0xff) << 16
              | (image.rgb()[3 * i + 1] & 0xff) << 8
              | image.rgb()[3 * i + 2] & 0xff;
      whole.setRGB(i % image.width(), i / image.width(), rgb);
    }
    BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.drawImage(whole, 0, 0, side, side, null);
    graphics.dispose();
    return scaled;
  }
}
