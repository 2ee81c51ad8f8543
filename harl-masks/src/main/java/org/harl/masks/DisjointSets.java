package org.harl.masks;

/** A partition of 0..count-1 that only gets coarser: union by size, paths halved. */
final class DisjointSets {
  private final int[] parent;
  private final int[] size;

  /** Every element by itself. */
  DisjointSets(int count) {
    parent = new int[count];
    size = new int[count];
    for (int i = 0; i < count; i++) {
      parent[i] = i;
      size[i] = 1;
    }
  }

  private DisjointSets(int[] parent, int[] size) {
    this.parent = parent;
    this.size = size;
  }

  /** The representative of an element's set. */
  int find(int element) {
    int at = element;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** The same partition, to be made coarser by itself. */
  DisjointSets copy() {
    return new DisjointSets(parent.clone(), size.clone());
  }

  /** Elements in the set of a representative. */
  int size(int root) {
    return size[root];
  }

  /** Joins the sets of two different representatives; the representative of both. */
  int join(int a, int b) {
    int larger = size[a] >= size[b] ? a : b;
    int smaller = larger == a ? b : a;
    parent[smaller] = larger;
    size[larger] += size[smaller];
    return larger;
  }
}
