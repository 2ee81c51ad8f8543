package org.harl.masks.regions;

import java.util.Arrays;
import java.util.List;

/**
 * Some lines of all parts' responses. Loops run over arrays of their own, from index 0: in this
 * form Java's compiler makes vector instructions of them, so what is needed at a shift is copied.
 */
final class FilteredLines {
  /** Taps of a row that are added at a time. */
  private static final int TERMS = 5;

  private static final int RADIUS = FilterBank.RADIUS;

  private final List<FilterBank.Part> parts;
  private final int span;
  private final float[] below;
  private final float[] above;
  private final float[] folded;
  private final float[] right;
  private final float[] left;
  private final float[][] even;
  private final float[][] odd;
  private final float[][] partial;

  FilteredLines(List<FilterBank.Part> parts, int span, int lines) {
    this.parts = parts;
    this.span = span;
    below = new float[span * lines];
    above = new float[span * lines];
    folded = new float[span * lines];
    right = new float[span * lines - 2 * RADIUS];
    left = new float[right.length];
    even = new float[RADIUS + 1][right.length];
    odd = new float[RADIUS + 1][right.length];
    partial = new float[parts.size()][right.length];
  }

  /** Computes the parts of lines, which start at a column 0 every {@code span} values. */
  void read(float[] padded, int first, int count) {
    for (float[] part : partial) {
      Arrays.fill(part, 0);
    }
    for (int dy = 0; dy <= RADIUS; dy++) {
      System.arraycopy(padded, (first + RADIUS + dy) * span, below, 0, count * span);
      System.arraycopy(padded, (first + RADIUS - dy) * span, above, 0, count * span);
      add(below, above, folded);
      addParts(dy, false);
      if (dy > 0) {
        subtract(below, above, folded);
        addParts(dy, true);
      }
    }
  }

  private void addParts(int dy, boolean oddY) {
    for (int dx = 0; dx <= RADIUS; dx++) {
      System.arraycopy(folded, RADIUS + dx, right, 0, right.length);
      System.arraycopy(folded, RADIUS - dx, left, 0, left.length);
      add(right, left, even[dx]);
      subtract(right, left, odd[dx]);
    }
    for (int p = 0; p < partial.length; p++) {
      FilterBank.Part part = parts.get(p);
      if (part.oddY() == oddY) {
        float[][] terms = part.oddX() ? odd : even;
        for (int dx = 0; dx <= RADIUS; dx += TERMS) {
          addTerms(part.taps()[dy], terms, dx, partial[p]);
        }
      }
    }
  }

  /** One part, the sum of two, or, where the second is marked so, the difference. */
  void write(int[] sum, float[] to, int first, int count) {
    int width = span - 2 * RADIUS;
    float[] one = partial[sum[0]];
    float[] other = sum.length == 1 ? one : partial[sum[1] < 0 ? ~sum[1] : sum[1]];
    float sign = sum.length == 1 ? 0 : sum[1] < 0 ? -1 : 1;
    for (int x = 0; x < right.length; x++) {
      right[x] = Math.abs(one[x] + sign * other[x]);
    }
    for (int line = 0; line < count; line++) {
      System.arraycopy(right, line * span, to, (first + line) * width, width);
    }
  }

  private static void add(float[] a, float[] b, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = a[i] + b[i];
    }
  }

  private static void subtract(float[] a, float[] b, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = a[i] - b[i];
    }
  }

  private static void addTerms(float[] taps, float[][] terms, int first, float[] to) {
    float v = taps[first];
    float w = taps[first + 1];
    float x = taps[first + 2];
    float y = taps[first + 3];
    float z = taps[first + 4];
    float[] a = terms[first];
    float[] b = terms[first + 1];
    float[] c = terms[first + 2];
    float[] d = terms[first + 3];
    float[] e = terms[first + 4];
    for (int i = 0; i < to.length; i++) {
      to[i] = to[i] + v * a[i] + w * b[i] + x * c[i] + y * d[i] + z * e[i];
    }
  }
}
