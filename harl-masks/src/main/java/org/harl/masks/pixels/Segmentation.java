package org.harl.masks.pixels;

/**
 * An image's pixels in connected regions.
 *
 * @param count regions
 * @param labels [width * height], each pixel's region in 0..count-1; not copied
 */
public record Segmentation(int count, int[] labels) {
  /** Numbers the regions in the order of their first pixels. */
  public static Segmentation of(DisjointSets regions, int pixels) {
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
