package org.harl.augment;

import java.nio.ByteBuffer;

/** Resizes cells of a byte each, those of a mask or a map of labels, to the nearest neighbour. */
final class NearestCells {
  private byte[] line = new byte[0];

  /** Writes the view's cells as [size, size]. */
  void view(byte[] cells, int stride, ViewPlan plan, int size, ByteBuffer out, int offset) {
    CropBox box = plan.crop();
    int[] columns = indices(box.width(), size, 0, size);
    int[] rows = indices(box.height(), size, 0, size);
    write(cells, stride, box, columns, rows, plan.flip(), out, offset);
  }

  /** Output i is nearest to input floor((from + i + 1/2) * inputs / total). */
  static int[] indices(int inputs, int total, int from, int count) {
    int[] index = new int[count];
    for (int i = 0; i < count; i++) {
      index[i] = (int) ((2L * (from + i) + 1) * inputs / (2L * total));
    }
    return index;
  }

  /**
   * Writes the cells of these columns and rows of a box, row by row.
   *
   * @param stride cells of a row of all
   */
  void write(
      byte[] cells,
      int stride,
      CropBox box,
      int[] columns,
      int[] rows,
      boolean flip,
      ByteBuffer out,
      int offset) {
    int width = columns.length;
    line = line.length < width ? new byte[width] : line;
    for (int y = 0; y < rows.length; y++) {
      int base = (box.top() + rows[y]) * stride + box.left();
      for (int x = 0; x < width; x++) {
        line[flip ? width - 1 - x : x] = cells[base + columns[x]];
      }
      out.put(offset + y * width, line, 0, width);
    }
  }
}
