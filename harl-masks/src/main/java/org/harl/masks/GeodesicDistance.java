package org.harl.masks;

import java.util.Arrays;
import java.util.BitSet;

/** The shortest ways between superpixels, side by side, by how much colour changes. */
final class GeodesicDistance {
  private GeodesicDistance() {}

  /**
   * Between all parts, [parts][parts]. A step counts by how much its change of colour exceeds what
   * the least changes of all parts are on average; parts at the border are side by side.
   */
  static double[][] all(Superpixels pixels, SuperpixelGraph graph) {
    int count = pixels.count();
    double[][] steps = new double[count][count];
    double least = 0;
    for (int a = 0; a < count; a++) {
      Arrays.fill(steps[a], Double.MAX_VALUE);
      double nearest = Double.MAX_VALUE;
      BitSet beside = graph.beside(a);
      for (int b = 0; b < count; b++) {
        if (beside.get(b) || pixels.atBorder(a) && pixels.atBorder(b) && a != b) {
          steps[a][b] = pixels.colourDistance(a, b);
          nearest = beside.get(b) ? Math.min(nearest, steps[a][b]) : nearest;
        }
      }
      least += (beside.isEmpty() ? 0 : nearest) / count;
    }
    double[][] distances = new double[count][];
    for (int a = 0; a < count; a++) {
      distances[a] = from(a, steps, least);
    }
    return distances;
  }

  /** Dijkstra's algorithm over a dense matrix. */
  private static double[] from(int start, double[][] steps, double free) {
    double[] distance = new double[steps.length];
    boolean[] done = new boolean[steps.length];
    Arrays.fill(distance, Double.MAX_VALUE);
    distance[start] = 0;
    for (int n = 0; n < steps.length; n++) {
      int at = -1;
      for (int i = 0; i < steps.length; i++) {
        if (!done[i] && (at < 0 || distance[i] < distance[at])) {
          at = i;
        }
      }
      done[at] = true;
      for (int i = 0; i < steps.length; i++) {
        double step = Math.max(0, steps[at][i] - free);
        distance[i] = Math.min(distance[i], distance[at] + step);
      }
    }
    return distance;
  }
}
