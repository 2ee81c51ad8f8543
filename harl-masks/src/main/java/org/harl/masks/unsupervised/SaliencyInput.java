package org.harl.masks.unsupervised;

import org.harl.image.Image;
import org.harl.masks.barrier.Backgroundness;
import org.harl.masks.barrier.BarrierDistance;
import org.harl.masks.pixels.Lab;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.saliency.Saliency;

/**
 * What the saliency network sees of an image: [17, S, S]. L*, a*, b*; the barrier distance to the
 * border of each (Zhang et al., ICCV 2015); how unlike each of the four margins a pixel's colour
 * is; its place; what the four labellers and the forest say.
 */
final class SaliencyInput {
  /** Planes. */
  static final int CHANNELS = 17;

  /** The first plane of what labellers and forest say. */
  static final int MAPS = 12;

  private static final float COLOUR = 1f / 64;
  private static final float BARRIER = 1f / 32;
  private static final float MIDDLE = 128;

  private SaliencyInput() {}

  /**
   * The planes of an image.
   *
   * @param image the one that the maps are of
   * @param maps [5][width * height], 0..1
   * @param side S
   */
  static FeatureMaps of(Image image, float[][] maps, int side) {
    int pixels = side * side;
    float[] to = new float[CHANNELS * pixels];
    float[][] lab = Lab.planes(Scaling.to(image, side, side).rgb());
    for (int c = 0; c < 3; c++) {
      float[] barrier = BarrierDistance.ofBorder(lab[c], side, side);
      float middle = c == 0 ? MIDDLE : 0;
      for (int i = 0; i < pixels; i++) {
        to[c * pixels + i] = (lab[c][i] - middle) * COLOUR;
        to[(3 + c) * pixels + i] = barrier[i] * BARRIER;
      }
    }
    float[][] margins = Backgroundness.margins(lab, side, side);
    for (int m = 0; m < margins.length; m++) {
      System.arraycopy(margins[m], 0, to, (6 + m) * pixels, pixels);
    }
    for (int i = 0; i < pixels; i++) {
      to[10 * pixels + i] = 2f * (i % side) / (side - 1) - 1;
      to[11 * pixels + i] = 2f * (i / side) / (side - 1) - 1;
    }
    for (int m = 0; m < maps.length; m++) {
      Saliency map = new Saliency(image.width(), image.height(), maps[m]);
      float[] square = map.resized(side, side).values();
      for (int i = 0; i < pixels; i++) {
        to[(MAPS + m) * pixels + i] = square[i] - 0.5f;
      }
    }
    return new FeatureMaps(CHANNELS, side, to);
  }
}
