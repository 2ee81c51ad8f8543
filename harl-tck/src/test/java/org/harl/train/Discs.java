package org.harl.train;

import java.util.Optional;
import org.harl.data.ImageSource;
import org.harl.image.Image;
import org.harl.image.Mask;

/** Discs of several colours on gradients, 20 x 20, with their masks or without. */
public record Discs(int size, boolean masked) implements ImageSource {
  @Override
  public String name(int index) {
    return "disc" + index;
  }

  @Override
  public Image read(int index) {
    byte[] rgb = new byte[20 * 20 * 3];
    for (int i = 0; i < 400; i++) {
      boolean inside = inside(index, i);
      for (int c = 0; c < 3; c++) {
        rgb[i * 3 + c] = (byte) (inside ? 60 * c + 20 * (index % 5) : i / 2 + 10 * c);
      }
    }
    return new Image(name(index), 20, 20, rgb);
  }

  @Override
  public Optional<Mask> mask(int index) {
    byte[] cells = new byte[400];
    for (int i = 0; i < 400; i++) {
      cells[i] = (byte) (inside(index, i) ? 1 : 0);
    }
    return masked ? Optional.of(new Mask(20, 20, cells)) : Optional.empty();
  }

  private static boolean inside(int index, int cell) {
    int x = cell % 20 - 6 - index % 8;
    int y = cell / 20 - 6 - index % 7;
    return x * x + y * y < 25;
  }
}
