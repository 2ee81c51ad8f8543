package org.harl.masks.regions;

import org.harl.masks.pixels.Segmentation;

/**
 * Sums over the regions of a segmentation, with the pseudo-background as one more region at the end
 * of the sums and histograms.
 */
final class RegionStatistics {
  /** Regions, without the pseudo-background. */
  final int regions;

  /** Pixels of each region, and of the pseudo-background. */
  final int[] areas;

  /** [regions + 1][TERMS], sums of the channels and of their squares. */
  final float[] sums;

  /** [1807][regions + 1], pixel counts. */
  final int[] histograms;

  /** [regions][height], pixels in each row. */
  final int[] rows;

  /** [regions][width + 1], pixels in each column; the last is zero. */
  final int[] columns;

  /** Sides of pixels that face another region or the border. */
  final int[] perimeters;

  /** [regions][regions], whether they share a side of a pixel. */
  final boolean[] adjacent;

  private final PixelFeatures pixels;
  private final int stride;

  /** Adds up. */
  RegionStatistics(PixelFeatures pixels, Segmentation segmentation) {
    this.pixels = pixels;
    regions = segmentation.count();
    stride = regions + 1;
    areas = new int[stride];
    sums = new float[stride * PixelFeatures.TERMS];
    histograms = new int[PixelFeatures.FIRST_BIN[PixelFeatures.HISTOGRAMS] * stride];
    rows = new int[regions * pixels.height()];
    columns = new int[regions * (pixels.width() + 1)];
    perimeters = new int[regions];
    adjacent = new boolean[regions * regions];
    int[] labels = segmentation.labels();
    for (int y = 0; y < pixels.height(); y++) {
      addRow(labels, y);
      meetAbove(labels, y);
    }
    for (int region = 0; region < regions; region++) {
      int first = region * (pixels.width() + 1);
      for (int x = 1; x <= pixels.width(); x++) {
        columns[first + x] += columns[first + x - 1];
      }
    }
    place(pixels.background());
  }

  private void place(PseudoBackground background) {
    areas[regions] = background.area();
    System.arraycopy(
        background.sums(), 0, sums, regions * PixelFeatures.TERMS, PixelFeatures.TERMS);
    for (int bin = 0; bin < background.histograms().length; bin++) {
      histograms[bin * stride + regions] = background.histograms()[bin];
    }
  }

  private void addRow(int[] labels, int y) {
    int width = pixels.width();
    int start = y * width;
    for (int left = 0; left < width; ) {
      int region = labels[start + left];
      int right = left;
      while (right < width && labels[start + right] == region) {
        pixels.count(start + right, histograms, stride, region);
        right++;
      }
      pixels.addRun(y, left, right, sums, region * PixelFeatures.TERMS);
      areas[region] += right - left;
      rows[region * pixels.height() + y] += right - left;
      columns[region * (width + 1) + left]++;
      columns[region * (width + 1) + right]--;
      perimeters[region] += 2;
      if (right < width) {
        join(region, labels[start + right]);
      }
      left = right;
    }
  }

  private void meetAbove(int[] labels, int y) {
    int width = pixels.width();
    for (int i = y * width; i < (y + 1) * width; i++) {
      if (y == 0) {
        perimeters[labels[i]]++;
      } else if (labels[i] != labels[i - width]) {
        perimeters[labels[i]]++;
        perimeters[labels[i - width]]++;
        join(labels[i], labels[i - width]);
      }
      if (y == pixels.height() - 1) {
        perimeters[labels[i]]++;
      }
    }
  }

  private void join(int a, int b) {
    adjacent[a * regions + b] = true;
    adjacent[b * regions + a] = true;
  }

  /** The mean of a channel over a region, or over the pseudo-background. */
  float mean(int region, int channel) {
    return sums[region * PixelFeatures.TERMS + channel] / areas[region];
  }

  /** The variance of a channel over a region. */
  float variance(int region, int channel) {
    int at = region * PixelFeatures.TERMS + channel;
    float mean = sums[at] / areas[region];
    return Math.max(0, sums[at + PixelFeatures.CHANNELS] / areas[region] - mean * mean);
  }

  /** The mean column of a region. */
  double meanColumn(int region) {
    int width = pixels.width();
    return mean(columns, region * (width + 1), width, areas[region]);
  }

  /** The mean row of a region. */
  double meanRow(int region) {
    int height = pixels.height();
    return mean(rows, region * height, height, areas[region]);
  }

  private static double mean(int[] counts, int first, int length, int area) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (long) i * counts[first + i];
    }
    return (double) sum / area;
  }

  /** The column that has that many tenths of a region's pixels up to it. */
  int columnAt(int region, int tenths) {
    return quantile(columns, region * (pixels.width() + 1), areas[region], tenths);
  }

  /** The row that has that many tenths of a region's pixels up to it. */
  int rowAt(int region, int tenths) {
    return quantile(rows, region * pixels.height(), areas[region], tenths);
  }

  private static int quantile(int[] counts, int first, int area, int tenths) {
    int at = -1;
    for (long below = 0; 10 * below < (long) tenths * area; ) {
      below += counts[first + ++at];
    }
    return at;
  }

  /** Pixels of the regions next to a region. */
  int areaAround(int region) {
    int area = 0;
    for (int other = 0; other < regions; other++) {
      area += adjacent[region * regions + other] ? areas[other] : 0;
    }
    return area;
  }
}
