package org.harl.masks.saliency;

import com.google.auto.service.AutoService;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;

/**
 * {@code centre}: the ellipse in the middle whose axes are 0.7 of the image's width and height, 38%
 * of its area; whatever the image shows. The prior that photographers centre their subject, and the
 * baseline that a heuristic has to beat.
 */
@AutoService(MaskProvider.class)
public final class CentreMasks implements MaskProvider {
  private static final double RADIUS = 0.35;

  /** A provider. */
  public CentreMasks() {}

  @Override
  public String name() {
    return "centre";
  }

  @Override
  public Mask mask(Image image) {
    return ellipse(image.width(), image.height());
  }

  static Mask ellipse(int width, int height) {
    byte[] cells = new byte[width * height];
    for (int i = 0; i < cells.length; i++) {
      double x = (i % width + 0.5) / width - 0.5;
      double y = (i / width + 0.5) / height - 0.5;
      cells[i] = (byte) (x * x + y * y <= RADIUS * RADIUS ? 1 : 0);
    }
    return new Mask(width, height, cells);
  }
}
