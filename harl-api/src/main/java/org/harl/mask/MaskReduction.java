package org.harl.mask;

import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * How a mask at a view's size becomes a mask at feature-map size. A cell (i, j) of h x w covers the
 * pixels of rows floor(i S/h) to ceil((i+1) S/h) and likewise of columns: disjoint blocks where S
 * is divisible by h, overlapping by a pixel otherwise (adaptive pooling).
 */
public enum MaskReduction {
  /** A cell is foreground if any pixel under it is. */
  ANY {
    @Override
    Tensor fromCount(Tensor count, Tensor pixels) {
      return count.recorder().constant(0.5).less(count).toReal();
    }
  },
  /** A cell is foreground if at least half of the pixels under it are. */
  MAJORITY {
    @Override
    Tensor fromCount(Tensor count, Tensor pixels) {
      return count.recorder().constant(1).subtract(count.less(pixels.multiply(0.5)).toReal());
    }
  },
  /** A cell holds the share of foreground pixels under it, 0..1. */
  SOFT {
    @Override
    Tensor fromCount(Tensor count, Tensor pixels) {
      return count.divide(pixels);
    }
  };

  abstract Tensor fromCount(Tensor count, Tensor pixels);

  /**
   * Records the reduction.
   *
   * @param mask UINT8 [N, 1, S, T], each 0 or 1
   * @param height h
   * @param width w
   * @return REAL [N, 1, h, w]
   */
  public Tensor reduce(Tensor mask, int height, int width) {
    Shape shape = mask.shape();
    Tensor alongRows = count(mask.toReal(), width);
    Tensor counts = count(alongRows.transpose(0, 1, 3, 2), height).transpose(0, 1, 3, 2);
    return fromCount(counts, pixels(mask.recorder(), shape, height, width));
  }

  /** Sums over the bins of the last axis; whole numbers, exact in any precision. */
  private static Tensor count(Tensor x, int bins) {
    Shape shape = x.shape();
    int extent = shape.dim(3);
    double[] member = new double[extent * bins];
    for (int bin = 0; bin < bins; bin++) {
      for (int i = from(bin, bins, extent); i < to(bin, bins, extent); i++) {
        member[i * bins + bin] = 1;
      }
    }
    Tensor bin = x.recorder().constant(TensorData.of(Shape.of(extent, bins), member));
    return x.reshape(shape.size() / extent, extent)
        .matmul(bin)
        .reshape(shape.with(3, bins).toArray());
  }

  private static Tensor pixels(Recorder recorder, Shape shape, int height, int width) {
    double[] counts = new double[height * width];
    for (int y = 0; y < height; y++) {
      int rows = to(y, height, shape.dim(2)) - from(y, height, shape.dim(2));
      for (int x = 0; x < width; x++) {
        counts[y * width + x] = rows * (to(x, width, shape.dim(3)) - from(x, width, shape.dim(3)));
      }
    }
    return recorder.constant(TensorData.of(Shape.of(1, 1, height, width), counts));
  }

  private static int from(int bin, int bins, int extent) {
    return bin * extent / bins;
  }

  private static int to(int bin, int bins, int extent) {
    return ((bin + 1) * extent + bins - 1) / bins;
  }
}
