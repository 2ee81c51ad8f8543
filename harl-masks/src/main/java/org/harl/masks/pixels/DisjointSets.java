package org.harl.masks.pixels;

/**
 * A partition of 0..count-1 that only gets coarser. Every element knows its set, and each set is a
 * ring; when two are joined, the elements of the smaller one are told.
 */
public final class DisjointSets {
  private final int[] root;
  private final int[] next;
  private final int[] size;

  /** Every element by itself. */
  public DisjointSets(int count) {
    root = new int[count];
    next = new int[count];
    size = new int[count];
    for (int i = 0; i < count; i++) {
      root[i] = i;
      next[i] = i;
      size[i] = 1;
    }
  }

  private DisjointSets(int[] root, int[] next, int[] size) {
    this.root = root;
    this.next = next;
    this.size = size;
  }

  /** The representative of an element's set. */
  public int find(int element) {
    return root[element];
  }

  /** The same partition, to be made coarser by itself. */
  public DisjointSets copy() {
    return new DisjointSets(root.clone(), next.clone(), size.clone());
  }

  /** Elements in the set of a representative. */
  public int size(int root) {
    return size[root];
  }

  /** Joins the sets of two different representatives; the representative of both. */
  public int join(int a, int b) {
    int larger = size[a] >= size[b] ? a : b;
    int smaller = larger == a ? b : a;
    int element = smaller;
    do {
      root[element] = larger;
      element = next[element];
    } while (element != smaller);
    int after = next[larger];
    next[larger] = next[smaller];
    next[smaller] = after;
    size[larger] += size[smaller];
    return larger;
  }
}
