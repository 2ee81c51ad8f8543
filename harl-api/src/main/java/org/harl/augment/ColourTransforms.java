package org.harl.augment;

import java.util.ArrayList;
import java.util.List;
import org.harl.trace.Tensor;

/**
 * Brightness, contrast, saturation and grayscale as one form: {@code clamp(A x + B mean(x), 0, 1)}
 * with 3 x 3 matrices A and B for each sample, x its pixels [3, P]. The order of the operations
 * differs from sample to sample, so each sample brings its matrices in its own order.
 */
final class ColourTransforms {
  /** The weights of red, green and blue in grayscale (ITU-R BT.601, as torchvision). */
  private static final double[] GRAY = {.2989, .587, .114};

  /** Columns that one transform takes in the fed matrix: A and B. */
  static final int COLUMNS = 6;

  private ColourTransforms() {}

  /** Records the transform that starts at a column of matrices [N, 3, columns]. */
  static Tensor apply(Tensor pixels, Tensor matrices, int column) {
    Tensor direct = matrices.slice(2, column, column + 3);
    Tensor ofMean = matrices.slice(2, column + 3, column + COLUMNS);
    return direct
        .matmul(pixels)
        .add(ofMean.matmul(pixels.mean(2)))
        .clamp(0, 1);
  }

  /** {@code factor x}. */
  static double[] brightness(double factor) {
    return rows(factor, 0, 0);
  }

  /** {@code factor x + (1 - factor) mean(gray(x))}. */
  static double[] contrast(double factor) {
    return rows(factor, 0, 1 - factor);
  }

  /** {@code factor x + (1 - factor) gray(x)}; 0 is grayscale. */
  static double[] saturation(double factor) {
    return rows(factor, 1 - factor, 0);
  }

  /** x itself. */
  static double[] identity() {
    return rows(1, 0, 0);
  }

  /** [3, 6] row-major: A = kept I + gray (1 w^T), B = meanGray (1 w^T). */
  private static double[] rows(double kept, double gray, double meanGray) {
    double[] rows = new double[3 * COLUMNS];
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        rows[to * COLUMNS + from] = gray * GRAY[from] + (to == from ? kept : 0);
        rows[to * COLUMNS + 3 + from] = meanGray * GRAY[from];
      }
    }
    return rows;
  }

  /** A list of transforms filled up with the identity. */
  static List<double[]> padded(List<double[]> transforms, int length) {
    List<double[]> padded = new ArrayList<>(transforms);
    while (padded.size() < length) {
      padded.add(identity());
    }
    return padded;
  }
}
