package org.harl.masks.regions;

import org.harl.image.Mask;
import org.harl.masks.pixels.Bilinear;
import org.harl.masks.pixels.Segmentation;

/** Ground truth as DRFI's training takes it. */
public final class RegionTruth {
  private RegionTruth() {}

  /** A mask in the size of the image that is segmented: how much of each pixel is foreground. */
  public static float[] foreground(Mask mask, int width, int height) {
    float[] values = new float[mask.width() * mask.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.cells()[i];
    }
    return Bilinear.resized(values, mask.width(), mask.height(), width, height);
  }

  /** How much of each region is foreground. */
  public static double[] shares(Segmentation segmentation, float[] foreground) {
    double[] sums = new double[segmentation.count()];
    int[] areas = new int[segmentation.count()];
    for (int i = 0; i < foreground.length; i++) {
      sums[segmentation.labels()[i]] += foreground[i];
      areas[segmentation.labels()[i]]++;
    }
    for (int region = 0; region < sums.length; region++) {
      sums[region] /= areas[region];
    }
    return sums;
  }
}
