package org.harl.augment;

import org.harl.error.InvalidInputException;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * Gaussian blur with a width of its own for each sample and a reflected border (the edge pixel is
 * not repeated). Rows and columns are blurred by a matrix [S, S] that holds the taps and the
 * border, so it is two batched matrix products.
 *
 * @param size S, the side of the views
 * @param kernel taps along an axis; odd
 */
record GaussianBlur(int size, int kernel) {
  GaussianBlur {
    if (kernel < 1 || kernel % 2 == 0 || kernel / 2 >= size) {
      throw new InvalidInputException(
          "blur: a kernel of " + kernel + " must be odd and below twice the size, " + size);
    }
  }

  /** The number of different taps: one for each distance from the middle. */
  int distances() {
    return kernel / 2 + 1;
  }

  /** {@code exp(-d^2 / (2 sigma^2))} for distances d from 0, divided by the sum over the kernel. */
  double[] taps(double sigma) {
    double[] taps = new double[distances()];
    double sum = 0;
    for (int d = 0; d < taps.length; d++) {
      taps[d] = StrictMath.exp(-d * d / (2 * sigma * sigma));
      sum += d == 0 ? taps[d] : 2 * taps[d];
    }
    for (int d = 0; d < taps.length; d++) {
      taps[d] /= sum;
    }
    return taps;
  }

  /** Taps that leave a sample as it is. */
  double[] identity() {
    double[] taps = new double[distances()];
    taps[0] = 1;
    return taps;
  }

  /** Records the blur of images [N, C, S, S] with taps [N, distances]. */
  Tensor blur(Tensor images, Tensor taps) {
    Shape shape = images.shape();
    int samples = shape.dim(0);
    int channels = shape.dim(1);
    Tensor placement = images.recorder().constant(placement());
    Tensor matrix = taps.matmul(placement).reshape(samples, size, size);
    Tensor rowsFirst = images.transpose(0, 2, 1, 3).reshape(samples, size, channels * size);
    Tensor down = matrix.matmul(rowsFirst).reshape(samples, size * channels, size);
    return down.matmul(matrix.transpose(0, 2, 1))
        .reshape(samples, size, channels, size)
        .transpose(0, 2, 1, 3);
  }

  /** [distances, S * S]: how often a distance's tap carries column j to row i of the matrix. */
  private TensorData placement() {
    double[] counts = new double[distances() * size * size];
    for (int row = 0; row < size; row++) {
      for (int offset = -(kernel / 2); offset <= kernel / 2; offset++) {
        int column = reflect(row + offset);
        counts[(Math.abs(offset) * size + row) * size + column]++;
      }
    }
    return TensorData.of(Shape.of(distances(), size * size), counts);
  }

  private int reflect(int index) {
    int positive = Math.abs(index);
    return positive < size ? positive : 2 * (size - 1) - positive;
  }
}
