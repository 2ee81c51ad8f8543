package org.harl.masks.pixels;

/** Connected parts of a mask; pixels are connected across their sides. */
final class Components {
  private Components() {}

  /**
   * Clears the parts that cover less than a share of the image.
   *
   * @param cells 0 or 1, row-major; changed
   */
  static void dropBelow(double share, byte[] cells, int width) {
    int least = (int) Math.ceil(share * cells.length);
    boolean[] seen = new boolean[cells.length];
    int[] part = new int[cells.length];
    for (int start = 0; start < cells.length; start++) {
      if (cells[start] == 1 && !seen[start]) {
        int size = fill(start, cells, width, seen, part);
        for (int i = 0; size < least && i < size; i++) {
          cells[part[i]] = 0;
        }
      }
    }
  }

  /** Collects the part of a pixel; its size. */
  private static int fill(int start, byte[] cells, int width, boolean[] seen, int[] part) {
    int size = 0;
    part[size++] = start;
    seen[start] = true;
    for (int next = 0; next < size; next++) {
      int at = part[next];
      int x = at % width;
      size = visit(x > 0 ? at - 1 : -1, cells, seen, part, size);
      size = visit(x < width - 1 ? at + 1 : -1, cells, seen, part, size);
      size = visit(at - width, cells, seen, part, size);
      size = visit(at + width, cells, seen, part, size);
    }
    return size;
  }

  private static int visit(int at, byte[] cells, boolean[] seen, int[] part, int size) {
    if (at < 0 || at >= cells.length || cells[at] == 0 || seen[at]) {
      return size;
    }
    seen[at] = true;
    part[size] = at;
    return size + 1;
  }
}
