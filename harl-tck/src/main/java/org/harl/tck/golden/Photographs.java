package org.harl.tck.golden;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.harl.data.ImageSource;
import org.harl.image.Image;
import org.harl.image.Mask;

/** Four photographs of 96 x 64; the foreground of each is taken to be a centred ellipse. */
public final class Photographs implements ImageSource {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;
  private static final List<String> NAMES = List.of("astronaut", "chelsea", "coffee", "rocket");

  /** Reads nothing before it is asked. */
  public Photographs() {}

  @Override
  public int size() {
    return NAMES.size();
  }

  @Override
  public String name(int index) {
    return NAMES.get(index);
  }

  @Override
  public Image read(int index) throws IOException {
    try (InputStream file =
        Photographs.class.getResourceAsStream("/org/harl/tck/images/" + name(index) + ".png")) {
      BufferedImage decoded = ImageIO.read(file);
      byte[] rgb = new byte[3 * WIDTH * HEIGHT];
      for (int i = 0; i < rgb.length; i++) {
        int pixel = decoded.getRGB(i / 3 % WIDTH, i / 3 / WIDTH);
        rgb[i] = (byte) (pixel >> 16 - 8 * (i % 3));
      }
      return new Image(name(index), WIDTH, HEIGHT, rgb);
    }
  }

  /** Half as wide and half as high as the photograph. */
  @Override
  public Optional<Mask> mask(int index) {
    byte[] cells = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < cells.length; i++) {
      double x = (i % WIDTH + 0.5) / WIDTH - 0.5;
      double y = (i / WIDTH + 0.5) / HEIGHT - 0.5;
      cells[i] = (byte) (x * x + y * y < 1 / 16.0 ? 1 : 0);
    }
    return Optional.of(new Mask(WIDTH, HEIGHT, cells));
  }
}
