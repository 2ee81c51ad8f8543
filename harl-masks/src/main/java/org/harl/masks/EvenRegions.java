package org.harl.masks;

import java.util.Arrays;

/**
 * Felzenszwalb and Huttenlocher, "Efficient Graph-Based Image Segmentation", IJCV 2004, algorithm
 * 1: from the lightest edge on, the regions at its ends are joined if it weighs no more than {@code
 * max weight within + k / size} of both.
 */
final class EvenRegions {
  private final PixelEdges edges;
  private final DisjointSets regions;
  private final int[] between;
  private int count;

  /** Joins what is even. */
  EvenRegions(PixelEdges edges, float k) {
    this.edges = edges;
    regions = new DisjointSets(edges.pixels());
    between = new int[edges.count()];
    float[] limit = new float[edges.pixels()];
    Arrays.fill(limit, k);
    for (int n = 0; n < edges.count(); n++) {
      int a = regions.find(edges.from(n));
      int b = regions.find(edges.to(n));
      if (a != b) {
        float weight = edges.weight(n);
        if (weight <= limit[a] && weight <= limit[b]) {
          int joined = regions.join(a, b);
          limit[joined] = weight + k / regions.size(joined);
        } else {
          between[count++] = n;
        }
      }
    }
  }

  /** The segmentation in which, in the same order, regions of fewer pixels join others. */
  Segmentation ofAtLeast(int pixels) {
    DisjointSets joined = regions.copy();
    for (int i = 0; i < count; i++) {
      int a = joined.find(edges.from(between[i]));
      int b = joined.find(edges.to(between[i]));
      if (a != b && (joined.size(a) < pixels || joined.size(b) < pixels)) {
        joined.join(a, b);
      }
    }
    return Segmentation.of(joined, edges.pixels());
  }
}
