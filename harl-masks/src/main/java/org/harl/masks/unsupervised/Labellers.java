package org.harl.masks.unsupervised;

import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.masks.barrier.MinimumBarrierMasks;
import org.harl.masks.measure.Measures;
import org.harl.masks.pixels.Binarisation;
import org.harl.masks.pixels.UnitRange;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.superpixel.AbsorbingChainMasks;
import org.harl.masks.superpixel.QuantumCutMasks;
import org.harl.masks.superpixel.RobustBackgroundMasks;
import org.harl.masks.superpixel.SuperpixelMasks;
import org.harl.masks.superpixel.Superpixels;

/**
 * The heuristics whose maps the saliency network learns from: mbd, qcut, mc and rbd. The last two
 * share one set of superpixels.
 */
final class Labellers {
  /** How many there are. */
  static final int COUNT = 4;

  /** The place of mbd among them. */
  static final int BARRIER = 0;

  /** The place of qcut among them. */
  static final int CUT = 1;

  /** The longer side of the images that they are shown. */
  static final int SIDE = 160;

  private static final int PIXELS = 90;
  private static final double STEEPNESS = 10;
  private static final float[] WEIGHTS = {1, 2, 1, 1};
  private static final MinimumBarrierMasks MINIMUM_BARRIER = new MinimumBarrierMasks();
  private static final QuantumCutMasks QUANTUM = new QuantumCutMasks();
  private static final SuperpixelMasks[] GRADERS = {
    new AbsorbingChainMasks(), new RobustBackgroundMasks()
  };

  private Labellers() {}

  /**
   * Their maps, [4][width * height], each 0..1.
   *
   * @param image of at most 160 pixels a side
   */
  static float[][] maps(Image image) {
    float[][] maps = new float[COUNT][];
    maps[BARRIER] = UnitRange.stretch(MINIMUM_BARRIER.saliency(image).values());
    maps[CUT] = QUANTUM.saliency(image).values();
    Superpixels pixels = Superpixels.of(image, PIXELS);
    for (int i = 0; i < GRADERS.length; i++) {
      maps[i + 2] = pixels.paint(UnitRange.stretch(GRADERS[i].grades(pixels))).values();
    }
    return maps;
  }

  /**
   * The mean of what the labellers say, stretched to 0..1; qcut, the best of them, counts twice.
   *
   * @param maps of the labellers; what follows them is not read
   */
  static float[] mean(float[][] maps) {
    float[] sum = new float[maps[0].length];
    for (int map = 0; map < COUNT; map++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += WEIGHTS[map] * maps[map][i];
      }
    }
    return UnitRange.stretch(sum);
  }

  /**
   * The mean of labellers and forest, half each, made steep about its Otsu threshold: what the
   * network learns to say.
   *
   * @param maps what the labellers say, and last the forest
   */
  static Saliency consensus(float[][] maps, int width) {
    float[] both = mean(maps);
    for (int i = 0; i < both.length; i++) {
      both[i] += maps[COUNT][i];
    }
    UnitRange.stretch(both);
    Saliency map = new Saliency(width, both.length / width, both);
    double middle = Binarisation.otsu(map.toBytes()) / 255.0;
    float[] steep = new float[both.length];
    for (int i = 0; i < steep.length; i++) {
      steep[i] = (float) (1 / (1 + StrictMath.exp(-STEEPNESS * (both[i] - middle))));
    }
    return new Saliency(map.width(), map.height(), UnitRange.stretch(steep));
  }

  /**
   * How much they agree: the mean intersection over union of their masks, two by two.
   *
   * @return 0..1
   */
  static double agreement(float[][] maps, int width, int height) {
    Mask[] masks = new Mask[maps.length];
    double sum = 0;
    for (int i = 0; i < maps.length; i++) {
      masks[i] = new Saliency(width, height, maps[i]).cut();
      for (int j = 0; j < i; j++) {
        sum += Measures.overlap(masks[i], masks[j]);
      }
    }
    return sum / (maps.length * (maps.length - 1) / 2.0);
  }
}
