package org.harl.backend.djl.run;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.harl.backend.djl.engine.Safeguard;

/** Convolutions in PyTorch's terms. The caller owns each result. */
final class Convolutions {
  /** The channels that a convolution has at least where {@link Safeguard#needsChannels} says so. */
  static final int FEWEST = 8;

  private final boolean needsChannels;
  private final Kernels kernels;

  Convolutions(boolean needsChannels, Kernels kernels) {
    this.needsChannels = needsChannels;
    this.kernels = kernels;
  }

  /**
   * Images [N, C, H, W] by filters [O, C / groups, K, L].
   *
   * @param pad rows and columns of zeros on each side
   */
  PtNDArray of(PtNDArray x, PtNDArray filters, int stride, int pad, int groups) {
    Shape shape = filters.getShape();
    if (pad == 0 && groups == 1 && shape.get(2) == 1 && shape.get(3) == 1) {
      return pointwise(x, filters, stride);
    }
    if (needsChannels && groups == 1 && shape.get(1) < FEWEST) {
      try (PtNDArray wide = widened(x);
          PtNDArray wideFilters = widened(filters)) {
        return spatial(wide, wideFilters, stride, pad, groups);
      }
    }
    return spatial(x, filters, stride, pad, groups);
  }

  private static PtNDArray spatial(
      PtNDArray x, PtNDArray filters, int stride, int pad, int groups) {
    Shape one = new Shape(1, 1);
    return JniUtils.convolution(
        x, filters, null, new Shape(stride, stride), new Shape(pad, pad), one, groups);
  }

  /** With channels of zeros behind its own. */
  private PtNDArray widened(PtNDArray x) {
    long[] extents = x.getShape().getShape().clone();
    extents[1] = FEWEST - extents[1];
    try (PtNDArray zeros =
        JniUtils.createZerosNdArray(
            x.getManager(),
            new Shape(extents),
            x.getDataType(),
            x.getDevice(),
            SparseFormat.DENSE)) {
      try (PtNDArray wide = JniUtils.cat(new PtNDArray[] {x, zeros}, 1)) {
        return kernels.channelsLast(wide);
      }
    }
  }

  /**
   * A 1x1 convolution as a product over the pixels that it reads: as fast as oneDNN's, which writes
   * past the end of its memory in some gradients (oneDNN issue 6035).
   */
  private static PtNDArray pointwise(PtNDArray x, PtNDArray filters, int stride) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      PtNDArray read = stride == 1 ? x : everyNth(x, stride);
      PtNDArray last = JniUtils.permute(read, new long[] {0, 2, 3, 1});
      long[] extents = last.getShape().getShape().clone();
      long[] matrix = {filters.getShape().get(0), extents[3]};
      PtNDArray pixels = JniUtils.reshape(last, new long[] {-1, extents[3]});
      PtNDArray columns = JniUtils.permute(JniUtils.reshape(filters, matrix), new long[] {1, 0});
      extents[3] = matrix[0];
      PtNDArray maps = JniUtils.reshape(JniUtils.matmul(pixels, columns), extents);
      PtNDArray result = JniUtils.permute(maps, new long[] {0, 3, 1, 2});
      NDScope.unregister(result);
      return result;
    }
  }

  private static PtNDArray everyNth(PtNDArray x, int stride) {
    long[] from = new long[4];
    long[] steps = {1, 1, stride, stride};
    return JniUtils.index(x, from, x.getShape().getShape(), steps, x.getManager());
  }
}
