package org.harl.masks.regions;

import java.util.Arrays;
import org.harl.masks.pixels.DisjointSets;
import org.harl.masks.pixels.PixelEdges;
import org.harl.masks.pixels.Segmentation;

/**
 * Felzenszwalb and Huttenlocher, "Efficient Graph-Based Image Segmentation", IJCV 2004, algorithm
 * 1: from the lightest edge on, the regions at its ends are joined if it weighs no more than {@code
 * max weight within + k / size} of both.
 */
final class EvenRegions {
  /** Edges that are looked at together. */
  private static final int CHUNK = 256;

  private final PixelEdges edges;
  private final DisjointSets regions;
  private final float k;
  private final float[] limit;
  private final int[] between;
  private int count;

  /** Joins what is even. */
  EvenRegions(PixelEdges edges, float k) {
    this.edges = edges;
    this.k = k;
    regions = new DisjointSets(edges.pixels());
    between = new int[edges.count()];
    limit = new float[edges.pixels()];
    Arrays.fill(limit, k);
    int[] open = new int[CHUNK];
    for (int first = 0; first < edges.count(); first += CHUNK) {
      int left = 0;
      // most edges are within a region: counted without a branch, they cost little
      for (int n = first; n < Math.min(edges.count(), first + CHUNK); n++) {
        open[left] = n;
        left += regions.find(edges.from(n)) == regions.find(edges.to(n)) ? 0 : 1;
      }
      for (int i = 0; i < left; i++) {
        joinOrKeep(open[i]);
      }
    }
  }

  private void joinOrKeep(int n) {
    int a = regions.find(edges.from(n));
    int b = regions.find(edges.to(n));
    float weight = edges.weight(n);
    if (a != b && weight <= limit[a] && weight <= limit[b]) {
      int joined = regions.join(a, b);
      limit[joined] = weight + k / regions.size(joined);
    } else if (a != b) {
      between[count++] = n;
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
