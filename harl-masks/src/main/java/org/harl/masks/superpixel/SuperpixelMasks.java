package org.harl.masks.superpixel;

import org.harl.image.Image;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.pixels.UnitRange;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;

/** A heuristic that grades the superpixels of an image of at most 300 pixels. */
public abstract class SuperpixelMasks implements SaliencyProvider {
  private static final int LARGEST_SIDE = 300;
  private static final int PIXELS = 300;

  /** How much each part stands out, in any range. */
  public abstract double[] grades(Superpixels pixels);

  @Override
  public final Saliency saliency(Image image) {
    Superpixels pixels = Superpixels.of(Scaling.within(image, LARGEST_SIDE), PIXELS);
    Saliency map = pixels.paint(UnitRange.stretch(grades(pixels)));
    return map.resized(image.width(), image.height());
  }
}
