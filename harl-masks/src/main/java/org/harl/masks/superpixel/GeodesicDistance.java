package org.harl.masks.superpixel;

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
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        steps[a][b] = a == b ? 0 : Math.max(0, steps[a][b] - least);
      }
    }
    shorten(steps);
    return steps;
  }

  /** Floyd and Warshall's algorithm: ways over every part in turn, one half of the matrix. */
  private static void shorten(double[][] distances) {
    double[] over = new double[distances.length];
    for (int via = 0; via < distances.length; via++) {
      for (int to = 0; to < over.length; to++) {
        over[to] = distances[Math.max(via, to)][Math.min(via, to)];
      }
      for (int from = 1; from < distances.length; from++) {
        shorten(distances[from], from, over);
      }
    }
    for (int from = 0; from < distances.length; from++) {
      for (int to = 0; to < from; to++) {
        distances[to][from] = distances[from][to];
      }
    }
  }

  private static void shorten(double[] from, int count, double[] over) {
    double first = over[count];
    for (int to = 0; to < count; to++) {
      from[to] = Math.min(from[to], first + over[to]);
    }
  }
}
