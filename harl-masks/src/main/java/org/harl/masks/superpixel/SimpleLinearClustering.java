package org.harl.masks.superpixel;

import java.util.Arrays;
import org.harl.masks.pixels.DisjointSets;
import org.harl.masks.pixels.Segmentation;

/**
 * Simple linear iterative clustering (Achanta et al., "SLIC Superpixels", PAMI 2012): k-means of
 * colour and place, started on a grid, each centre looking no further than two cells; what is then
 * not connected joins a neighbour.
 */
final class SimpleLinearClustering {
  private static final int ROUNDS = 6;
  private static final double COMPACTNESS = 20;

  private final float[][] lab;
  private final int width;
  private final int height;
  private final double step;
  private final float[][] centres;
  private final int[] nearest;
  private final float[] distance;

  private SimpleLinearClustering(float[][] lab, int width, int height, int pixels) {
    this.lab = lab;
    this.width = width;
    this.height = height;
    step = Math.sqrt(pixels);
    nearest = new int[width * height];
    distance = new float[width * height];
    int columns = Math.max(1, (int) Math.round(width / step));
    int rows = Math.max(1, (int) Math.round(height / step));
    centres = new float[5][columns * rows];
    for (int k = 0; k < columns * rows; k++) {
      int x = (int) ((k % columns + 0.5) * width / columns);
      int y = (int) ((k / columns + 0.5) * height / rows);
      put(k, x, y);
    }
  }

  private void put(int k, int x, int y) {
    for (int c = 0; c < 3; c++) {
      centres[c][k] = lab[c][y * width + x];
    }
    centres[3][k] = x;
    centres[4][k] = y;
  }

  /**
   * Cuts an image.
   *
   * @param lab three planes, L in 0..100
   * @param pixels of a part, about
   */
  static Segmentation cut(float[][] lab, int width, int height, int pixels) {
    SimpleLinearClustering clustering = new SimpleLinearClustering(lab, width, height, pixels);
    for (int round = 0; round < ROUNDS; round++) {
      clustering.assign();
      clustering.move();
    }
    return clustering.connected(pixels / 4);
  }

  private void assign() {
    Arrays.fill(distance, Float.MAX_VALUE);
    float weight = (float) (COMPACTNESS * COMPACTNESS / (step * step));
    int reach = (int) Math.ceil(step);
    for (int k = 0; k < centres[0].length; k++) {
      int left = Math.max(0, (int) centres[3][k] - reach);
      int right = Math.min(width, (int) centres[3][k] + reach + 1);
      int top = Math.max(0, (int) centres[4][k] - reach);
      int bottom = Math.min(height, (int) centres[4][k] + reach + 1);
      for (int y = top; y < bottom; y++) {
        row(k, y, left, right, weight);
      }
    }
  }

  private void row(int k, int y, int left, int right, float weight) {
    float[] lightness = lab[0];
    float[] reds = lab[1];
    float[] yellows = lab[2];
    float centreL = centres[0][k];
    float centreA = centres[1][k];
    float centreB = centres[2][k];
    float centreX = centres[3][k];
    float dy = y - centres[4][k];
    for (int x = left; x < right; x++) {
      int i = y * width + x;
      float l = lightness[i] - centreL;
      float a = reds[i] - centreA;
      float b = yellows[i] - centreB;
      float dx = x - centreX;
      float square = l * l + a * a + b * b + weight * (dx * dx + dy * dy);
      if (square < distance[i]) {
        distance[i] = square;
        nearest[i] = k;
      }
    }
  }

  private void move() {
    double[][] sums = new double[5][centres[0].length];
    int[] count = new int[centres[0].length];
    for (int i = 0; i < nearest.length; i++) {
      int k = nearest[i];
      count[k]++;
      for (int c = 0; c < 3; c++) {
        sums[c][k] += lab[c][i];
      }
      sums[3][k] += i % width;
      sums[4][k] += i / width;
    }
    for (int k = 0; k < count.length; k++) {
      for (int c = 0; c < 5 && count[k] > 0; c++) {
        centres[c][k] = (float) (sums[c][k] / count[k]);
      }
    }
  }

  /** Connected parts of one cluster; those of fewer pixels join what lies before them. */
  private Segmentation connected(int least) {
    DisjointSets sets = new DisjointSets(nearest.length);
    for (int i = 0; i < nearest.length; i++) {
      join(sets, i, i % width > 0 ? i - 1 : -1, false, 0);
      join(sets, i, i - width, false, 0);
    }
    for (int i = 0; i < nearest.length; i++) {
      join(sets, i, i % width > 0 ? i - 1 : -1, true, least);
      join(sets, i, i - width, true, least);
    }
    return Segmentation.of(sets, nearest.length);
  }

  private void join(DisjointSets sets, int at, int before, boolean small, int least) {
    if (before >= 0 && (small || nearest[at] == nearest[before])) {
      int a = sets.find(at);
      int b = sets.find(before);
      if (a != b && (!small || Math.min(sets.size(a), sets.size(b)) < least)) {
        sets.join(a, b);
      }
    }
  }
}
