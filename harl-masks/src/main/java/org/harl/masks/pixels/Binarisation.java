package org.harl.masks.pixels;

/** From shades of grey to black and white. */
public final class Binarisation {
  private static final double LEAST = 0.01;

  private Binarisation() {}

  /**
   * Which pixels are above Otsu's threshold; components under 1% of the image are dropped.
   *
   * @param grey 0..255, row-major
   * @return 1 is above
   */
  public static byte[] cells(byte[] grey, int width) {
    int threshold = otsu(grey);
    byte[] cells = new byte[grey.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) ((grey[i] & 0xff) > threshold ? 1 : 0);
    }
    Components.dropBelow(LEAST, cells, width);
    return cells;
  }

  /**
   * The grey value t for which the classes up to t and above t differ most (Otsu 1979): the largest
   * variance between them; the lowest such t.
   */
  public static int otsu(byte[] grey) {
    long[] histogram = new long[256];
    long sum = 0;
    for (byte value : grey) {
      histogram[value & 0xff]++;
      sum += value & 0xff;
    }
    int best = 0;
    double largest = -1;
    long below = 0;
    long sumBelow = 0;
    for (int t = 0; t < 255; t++) {
      below += histogram[t];
      sumBelow += t * histogram[t];
      long above = grey.length - below;
      if (below > 0 && above > 0) {
        double difference = (double) sumBelow / below - (double) (sum - sumBelow) / above;
        double variance = (double) below * above * difference * difference;
        if (variance > largest) {
          largest = variance;
          best = t;
        }
      }
    }
    return largest < 0 ? 255 : best;
  }
}
