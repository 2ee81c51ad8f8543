package org.harl.masks;

import java.util.Arrays;

/**
 * An image's pixels in connected regions.
 *
 * @param count regions
 * @param labels [width * height], each pixel's region in 0..count-1; not copied
 */
record Segmentation(int count, int[] labels) {
  /**
   * Felzenszwalb and Huttenlocher, "Efficient Graph-Based Image Segmentation", IJCV 2004, algorithm
   * 1: from the lightest edge on, the regions at its ends are joined if it weighs no more than
   * {@code max weight within + k / size} of both; then, in the same order, where either has fewer
   * than {@code least} pixels.
   */
  static Segmentation of(PixelEdges edges, double k, int least) {
    DisjointSets regions = new DisjointSets(edges.pixels());
    int[] between = new int[edges.count()];
    int count = joinEven(edges, (float) k, regions, between);
    for (int i = 0; i < count; i++) {
      int a = regions.find(edges.from(between[i]));
      int b = regions.find(edges.to(between[i]));
      if (a != b && (regions.size(a) < least || regions.size(b) < least)) {
        regions.join(a, b);
      }
    }
    return labelled(regions, edges.pixels());
  }

  /** The first pass; notes the edges that joined nothing in {@code between}, returns how many. */
  private static int joinEven(PixelEdges edges, float k, DisjointSets regions, int[] between) {
    float[] limit = new float[edges.pixels()];
    Arrays.fill(limit, k);
    int count = 0;
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
    return count;
  }

  /** Numbers the regions in the order of their first pixels. */
  private static Segmentation labelled(DisjointSets regions, int pixels) {
    int[] labels = new int[pixels];
    int[] ofRoot = new int[pixels];
    int count = 0;
    for (int i = 0; i < pixels; i++) {
      int root = regions.find(i);
      if (ofRoot[root] == 0) {
        ofRoot[root] = ++count;
      }
      labels[i] = ofRoot[root] - 1;
    }
    return new Segmentation(count, labels);
  }
}
