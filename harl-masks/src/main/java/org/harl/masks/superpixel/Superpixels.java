package org.harl.masks.superpixel;

import org.harl.image.Image;
import org.harl.masks.pixels.Lab;
import org.harl.masks.pixels.Segmentation;
import org.harl.masks.saliency.Saliency;

/**
 * An image in a few hundred even parts, and what each is like.
 *
 * @param width of the image
 * @param height of the image
 * @param parts the part of each pixel
 * @param lab [3][parts], mean L* in 0..100, a* and b*
 * @param x [parts], mean column as a share of the longer side
 * @param y [parts], mean row as a share of the longer side
 * @param area [parts], pixels
 * @param sides [parts], bit 0: it touches the top; 1: the bottom; 2: the left; 3: the right
 */
public record Superpixels(
    int width,
    int height,
    Segmentation parts,
    double[][] lab,
    double[] x,
    double[] y,
    int[] area,
    int[] sides) {
  static final int SIDES = 4;

  /**
   * Cuts an image by {@link SimpleLinearClustering}.
   *
   * @param each pixels of a part, about
   */
  public static Superpixels of(Image image, int each) {
    float[][] lab = Lab.planes(image.rgb());
    for (int i = 0; i < lab[0].length; i++) {
      lab[0][i] /= 2.55f;
    }
    int width = image.width();
    int height = image.height();
    return of(SimpleLinearClustering.cut(lab, width, height, each), lab, width, height);
  }

  static Superpixels of(Segmentation parts, float[][] lab, int width, int height) {
    double[][] sums = new double[5][parts.count()];
    int[] area = new int[parts.count()];
    int[] sides = new int[parts.count()];
    for (int i = 0; i < parts.labels().length; i++) {
      int part = parts.labels()[i];
      int column = i % width;
      int row = i / width;
      area[part]++;
      for (int c = 0; c < 3; c++) {
        sums[c][part] += lab[c][i];
      }
      sums[3][part] += column;
      sums[4][part] += row;
      sides[part] |= (row == 0 ? 1 : 0) | (row == height - 1 ? 2 : 0);
      sides[part] |= (column == 0 ? 4 : 0) | (column == width - 1 ? 8 : 0);
    }
    int longer = Math.max(width, height);
    for (int part = 0; part < area.length; part++) {
      for (int c = 0; c < 5; c++) {
        sums[c][part] /= (c < 3 ? 1.0 : longer) * area[part];
      }
    }
    double[][] means = {sums[0], sums[1], sums[2]};
    return new Superpixels(width, height, parts, means, sums[3], sums[4], area, sides);
  }

  /** How many parts. */
  int count() {
    return area.length;
  }

  /** Whether a part touches the image's border. */
  boolean atBorder(int part) {
    return sides[part] != 0;
  }

  /** Euclidean, of the mean colours. */
  double colourDistance(int a, int b) {
    double l = lab[0][a] - lab[0][b];
    double u = lab[1][a] - lab[1][b];
    double v = lab[2][a] - lab[2][b];
    return Math.sqrt(l * l + u * u + v * v);
  }

  /** Squared, of the centroids, in longer sides. */
  double squaredDistance(int a, int b) {
    double dx = x[a] - x[b];
    double dy = y[a] - y[b];
    return dx * dx + dy * dy;
  }

  /** A map that has in every pixel what its part has. */
  public Saliency paint(double[] values) {
    float[] map = new float[width * height];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) values[parts.labels()[i]];
    }
    return new Saliency(width, height, map);
  }
}
