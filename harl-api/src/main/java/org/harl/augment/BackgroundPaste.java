package org.harl.augment;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts another background behind the foreground of a view, as {@link Background} says. Pixels are
 * [3, size, size], cells of masks [size, size] of 0 and 1. One instance serves one thread.
 */
public final class BackgroundPaste {
  private static final byte GREY = (byte) 128;

  private final int size;

  /**
   * For views of this side.
   *
   * @param size in pixels
   */
  public BackgroundPaste(int size) {
    this.size = size;
  }

  /**
   * Makes the background of a view grey.
   *
   * @param mask the view's
   * @param view its pixels, from {@code offset} on
   * @param offset the place of its first byte
   */
  public void grey(byte[] mask, ByteBuffer view, int offset) {
    byte[] grey = new byte[3 * size * size];
    Arrays.fill(grey, GREY);
    behind(mask, grey, view, offset);
  }

  /**
   * Puts the background of another image's view behind the foreground of a view.
   *
   * @param mask the view's
   * @param other the other view's pixels; its foreground is covered in place
   * @param otherMask the other view's
   * @param view its pixels, from {@code offset} on
   * @param offset the place of its first byte
   */
  public void swap(byte[] mask, byte[] other, byte[] otherMask, ByteBuffer view, int offset) {
    cover(other, otherMask);
    behind(mask, other, view, offset);
  }

  private static void behind(byte[] mask, byte[] background, ByteBuffer view, int offset) {
    for (int plane = 0; plane < background.length; plane += mask.length) {
      for (int i = 0; i < mask.length; i++) {
        if (mask[i] == 0) {
          view.put(offset + plane + i, background[plane + i]);
        }
      }
    }
  }

  /** Covers the foreground with tiles of the largest rectangle without any. */
  private void cover(byte[] pixels, byte[] mask) {
    Rectangle tile = largest(mask);
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] != 0) {
        int source = tile.area() == 0 ? i : tile.source(i, size);
        for (int plane = 0; plane < pixels.length; plane += mask.length) {
          pixels[plane + i] = tile.area() == 0 ? GREY : pixels[plane + source];
        }
      }
    }
  }

  private record Rectangle(int top, int left, int height, int width) {
    int area() {
      return height * width;
    }

    /** Where a pixel comes from if a plane is laid out with copies of this, itself in place. */
    int source(int pixel, int size) {
      int y = top + Math.floorMod(pixel / size - top, height);
      return y * size + left + Math.floorMod(pixel % size - left, width);
    }
  }

  /** The largest rectangle of zeros; of several the first by last row, last column, top row. */
  private Rectangle largest(byte[] mask) {
    Rectangle best = new Rectangle(0, 0, 0, 0);
    int[] zeros = new int[size + 1]; // up from this row; the last column ends all
    int[] open = new int[size + 1];
    for (int y = 0; y < size; y++) {
      int depth = 0;
      for (int x = 0; x <= size; x++) {
        zeros[x] = x < size && mask[y * size + x] == 0 ? zeros[x] + 1 : 0;
        while (depth > 0 && zeros[open[depth - 1]] >= zeros[x]) {
          int height = zeros[open[--depth]];
          int left = depth == 0 ? 0 : open[depth - 1] + 1;
          if (height * (x - left) > best.area()) {
            best = new Rectangle(y - height + 1, left, height, x - left);
          }
        }
        open[depth++] = x;
      }
    }
    return best;
  }
}
