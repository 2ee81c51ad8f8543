package org.harl.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first; images are [batch, channels, height, width]. A scalar
 * is {@code []}.
 *
 * @param dims every extent at least 1
 */
public record Shape(List<Integer> dims) {
  /** Copies the extents and refuses those below 1 and more than 2^31-1 elements. */
  public Shape {
    dims = List.copyOf(dims);
    long size = 1;
    for (int d : dims) {
      size *= Math.max(d, 0);
      if (d < 1 || size > Integer.MAX_VALUE) {
        throw new ShapeException(
            "shape: extents must be at least 1 and hold at most 2^31-1 elements, got " + dims);
      }
    }
  }

  /**
   * {@return the shape of these extents}
   *
   * @param dims at least 1 each; none for a scalar
   */
  public static Shape of(int... dims) {
    return new Shape(Arrays.stream(dims).boxed().toList());
  }

  /** {@return the number of axes} */
  public int rank() {
    return dims.size();
  }

  /**
   * {@return the extent of an axis; negative axes count from the end}
   *
   * @param axis from 0, or negative from the end
   */
  public int dim(int axis) {
    return dims.get(axis < 0 ? axis + rank() : axis);
  }

  /** {@return the number of elements; 1 for a scalar} */
  public int size() {
    int size = 1;
    for (int d : dims) {
      size *= d;
    }
    return size;
  }

  /**
   * {@return this shape with one extent replaced}
   *
   * @param axis from 0, or negative from the end
   * @param extent at least 1
   */
  public Shape with(int axis, int extent) {
    List<Integer> copy = new ArrayList<>(dims);
    copy.set(axis < 0 ? axis + rank() : axis, extent);
    return new Shape(copy);
  }

  /** {@return the extents as an array of the caller's own} */
  public int[] toArray() {
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
