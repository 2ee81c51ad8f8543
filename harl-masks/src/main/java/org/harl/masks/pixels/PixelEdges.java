package org.harl.masks.pixels;

import org.harl.image.Image;

/**
 * The edges of an image's 8-neighbour grid from the most even to the sharpest, for one degree of
 * smoothing. Their weight is the Euclidean distance of the smoothed colours, 0..442, in steps of
 * 1/148 (Felzenszwalb and Huttenlocher, IJCV 2004, section 6).
 */
public final class PixelEdges {
  private static final float STEPS = 148;
  private static final int DIRECTIONS = 4;

  private final int pixels;
  private final int[] reach;
  private final int[] order;
  private final char[] weights;

  private PixelEdges(int pixels, int[] reach, int[] order, char[] weights) {
    this.pixels = pixels;
    this.reach = reach;
    this.order = order;
    this.weights = weights;
  }

  /** The edges of an image whose channels are smoothed by a Gaussian of that sigma. */
  public static PixelEdges of(Image image, double sigma) {
    int width = image.width();
    int height = image.height();
    float[][] planes = new float[3][];
    for (int c = 0; c < 3; c++) {
      int radius = (int) Math.ceil(4 * sigma);
      planes[c] = Gaussian.smoothed(channel(image, c), width, height, sigma, radius);
    }
    int[] reach = {1, width, width + 1, width - 1};
    int[] edges = new int[DIRECTIONS * width * height];
    char[] weights = new char[edges.length];
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        int first = y * width + (direction == 3 ? 1 : 0);
        int end = (y + 1) * width - (direction == 0 || direction == 2 ? 1 : 0);
        for (int at = first; at < end && (direction == 0 || y < height - 1); at++) {
          weights[count] = weight(planes, at, at + reach[direction]);
          edges[count++] = DIRECTIONS * at + direction;
        }
      }
    }
    return sorted(width * height, reach, edges, weights, count);
  }

  private static float[] channel(Image image, int channel) {
    float[] plane = new float[image.width() * image.height()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = image.rgb()[3 * i + channel] & 0xff;
    }
    return plane;
  }

  private static char weight(float[][] planes, int a, int b) {
    float r = planes[0][a] - planes[0][b];
    float g = planes[1][a] - planes[1][b];
    float bl = planes[2][a] - planes[2][b];
    return (char) (STEPS * (float) Math.sqrt(r * r + g * g + bl * bl) + 0.5f);
  }

  /** Radix sort, low byte first; edges of one weight keep their order. */
  private static PixelEdges sorted(
      int pixels, int[] reach, int[] edges, char[] weights, int count) {
    int[] otherEdges = new int[count];
    char[] otherWeights = new char[count];
    pass(0, edges, weights, count, otherEdges, otherWeights);
    int[] order = new int[count];
    char[] sortedWeights = new char[count];
    pass(8, otherEdges, otherWeights, count, order, sortedWeights);
    return new PixelEdges(pixels, reach, order, sortedWeights);
  }

  private static void pass(
      int shift, int[] edges, char[] weights, int count, int[] toEdges, char[] toWeights) {
    int[] next = new int[257];
    for (int i = 0; i < count; i++) {
      next[(weights[i] >> shift & 0xff) + 1]++;
    }
    for (int digit = 0; digit < 256; digit++) {
      next[digit + 1] += next[digit];
    }
    for (int i = 0; i < count; i++) {
      int to = next[weights[i] >> shift & 0xff]++;
      toEdges[to] = edges[i];
      toWeights[to] = weights[i];
    }
  }

  public int pixels() {
    return pixels;
  }

  public int count() {
    return order.length;
  }

  /** The upper or left pixel of the n-th edge. */
  public int from(int n) {
    return order[n] >>> 2;
  }

  /** The other pixel of the n-th edge. */
  public int to(int n) {
    return (order[n] >>> 2) + reach[order[n] & 3];
  }

  /** The weight of the n-th edge, in grey levels. */
  public float weight(int n) {
    return weights[n] / STEPS;
  }
}
