package org.harl.masks.regions;

import org.harl.masks.pixels.Segmentation;

/**
 * The 93 numbers by which DRFI judges a region (Jiang et al., IJCV 2017, section 4): 29 contrasts
 * with the other regions, 29 with the pseudo-background, 35 properties of its own.
 */
public final class RegionFeatures {
  /** Numbers. */
  public static final int SIZE = 93;

  private static final int OWN = 2 * RegionContrast.SIZE;
  private static final float EPSILON = 1e-6f;

  private RegionFeatures() {}

  /** The features of all regions, [regions * 93]. */
  public static float[] of(PixelFeatures pixels, Segmentation segmentation) {
    RegionStatistics statistics = new RegionStatistics(pixels, segmentation);
    int longer = Math.max(pixels.width(), pixels.height());
    RegionContrast contrast = new RegionContrast(statistics, longer);
    float[] features = new float[segmentation.count() * SIZE];
    for (int region = 0; region < segmentation.count(); region++) {
      int at = region * SIZE;
      contrast.write(region, features, at);
      place(statistics, region, pixels.width(), pixels.height(), features, at + OWN);
      for (int c = 0; c < PixelFeatures.CHANNELS; c++) {
        features[at + OWN + 8 + c] = statistics.variance(region, c);
      }
      float area = (float) pixels.width() * pixels.height();
      features[at + SIZE - 2] = statistics.areas[region] / area;
      features[at + SIZE - 1] = statistics.areaAround(region) / area;
    }
    return features;
  }

  /** Mean and tenth and ninetieth hundredth of x and of y (upwards), perimeter, aspect. */
  private static void place(
      RegionStatistics statistics, int region, int width, int height, float[] to, int at) {
    float right = Math.max(1, width - 1);
    float top = Math.max(1, height - 1);
    to[at] = (float) statistics.meanColumn(region) / right;
    to[at + 1] = 1 - (float) statistics.meanRow(region) / top;
    to[at + 2] = statistics.columnAt(region, 1) / right;
    to[at + 3] = 1 - statistics.rowAt(region, 9) / top;
    to[at + 4] = statistics.columnAt(region, 9) / right;
    to[at + 5] = 1 - statistics.rowAt(region, 1) / top;
    to[at + 6] = (float) statistics.perimeters[region] / (width + height);
    to[at + 7] = (to[at + 4] - to[at + 2]) / (to[at + 5] - to[at + 3] + EPSILON);
  }
}
