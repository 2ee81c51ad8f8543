package org.harl.masks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.harl.image.Image;

/** Drawn images. */
public final class Pictures {
  private Pictures() {}

  /** A red disc, off the centre, on a green-to-blue slope with some grain. */
  public static Image disc(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      boolean inside = inDisc(i % width, i / width, width, height);
      int grain = (i * 7919 >>> 3) % 12;
      rgb[3 * i] = (byte) (inside ? 210 - grain : 40 + grain);
      rgb[3 * i + 1] = (byte) (inside ? 40 : 150 - 60 * (i % width) / width + grain);
      rgb[3 * i + 2] = (byte) (inside ? 50 : 90 + 60 * (i / width) / height);
    }
    return new Image("disc", width, height, rgb);
  }

  public static boolean inDisc(int x, int y, int width, int height) {
    double dx = (x + 0.5) / width - 0.45;
    double dy = (y + 0.5) / height - 0.55;
    return dx * dx + dy * dy < 0.05;
  }

  public static Image flat(int width, int height, int grey) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) grey);
    return new Image("flat", width, height, rgb);
  }

  public static byte[] file(Image image, String format) throws IOException {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.width() * image.height(); i++) {
      int rgb =
          (image.rgb()[3 * i] & 0xff) << 16
              | (image.rgb()[3 * i + 1] & 0xff) << 8
              | image.rgb()[3 * i + 2] & 0xff;
      buffered.setRGB(i % image.width(), i / image.width(), rgb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(buffered, format, out);
    return out.toByteArray();
  }
}
