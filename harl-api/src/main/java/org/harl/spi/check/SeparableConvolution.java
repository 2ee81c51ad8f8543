package org.harl.spi.check;

import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * A convolution whose images, filters and result weights are products of vectors, one an axis, so
 * that its result and gradients are products of short sums:
 *
 * <pre>
 * x[n, c, :, :] = s_n u_c V        w[o, c, :, :] = p_o q_c R        g[n, o, :, :] = t_n a_o B
 * y = conv(x, w)                                y[n, o]   = s_n p_o (sum_c u_c q_c) conv(V, R)
 * byX = d sum(y g) / dx                         byX[n, c] = t_n q_c (sum_o a_o p_o) conv'(B, R)
 * byW = d sum(y g) / dw                         byW[o, c] = a_o u_c (sum_n s_n t_n) corr(V, B)
 * </pre>
 *
 * with the sums over the channels and filters of one group. All are small multiples of 1/16; x and
 * w also have the factor 1 + 2^-12, which TF32 and bfloat16 drop.
 *
 * @param name in words
 * @param images [N, C, S, S]
 * @param filters [O, C / groups, K, K]
 * @param product whether it is recorded as a product of matrices: S and K are 1
 */
record SeparableConvolution(
    String name, Shape images, Shape filters, int stride, int pad, int groups, boolean product) {
  private static final double FINE = 1 + 0x1p-12;
  private static final int[] FIVE = {1, -2, 3, -1, 2};
  private static final int[] SEVEN = {2, -1, 1, 3, -2, 1, 2};

  static SeparableConvolution of(String name, int stride, int pad, Shape images, Shape filters) {
    return new SeparableConvolution(name, images, filters, stride, pad, 1, false);
  }

  /** [N, C] by [C, O]. */
  static SeparableConvolution product(String name, int n, int c, int o) {
    return new SeparableConvolution(
        name, Shape.of(n, c, 1, 1), Shape.of(o, c, 1, 1), 1, 0, 1, true);
  }

  /** One convolution a channel. */
  static SeparableConvolution depthwise(String name, int pad, Shape images, int kernel) {
    int channels = images.dim(1);
    Shape filters = Shape.of(channels, 1, kernel, kernel);
    return new SeparableConvolution(name, images, filters, 1, pad, channels, false);
  }

  /** [N, O, T, T]. */
  Shape results() {
    int side = (images.dim(2) + 2 * pad - filters.dim(2)) / stride + 1;
    return Shape.of(images.dim(0), filters.dim(0), side, side);
  }

  private Shape recorded(Shape shape) {
    return product ? Shape.of(shape.dim(0), shape.dim(1)) : shape;
  }

  TensorData x() {
    return data(recorded(images), FINE, samples(), channels(), pixels());
  }

  TensorData w() {
    return data(recorded(filters), FINE, filterFactors(), depth(), taps());
  }

  TensorData g() {
    return data(recorded(results()), 1, weightedSamples(), weightedFilters(), weightedCells());
  }

  double[] y() {
    double[] pixels = pixels();
    double[] taps = taps();
    double[] cells = new double[results().dim(2) * results().dim(3)];
    eachTap((pixel, tap, cell) -> cells[cell] += pixels[pixel] * taps[tap]);
    return product(FINE * FINE, samples(), perFilter(), cells);
  }

  double[] byX() {
    double[] weights = weightedCells();
    double[] taps = taps();
    double[] cells = new double[images.dim(2) * images.dim(3)];
    eachTap((pixel, tap, cell) -> cells[pixel] += weights[cell] * taps[tap]);
    return product(FINE, weightedSamples(), perChannel(), cells);
  }

  double[] byW() {
    double[] weights = weightedCells();
    double[] pixels = pixels();
    double[] cells = new double[filters.dim(2) * filters.dim(3)];
    eachTap((pixel, tap, cell) -> cells[tap] += weights[cell] * pixels[pixel]);
    double samples = FINE * dot(samples(), weightedSamples(), 0, images.dim(0), 0);
    double[] channels = channels();
    double[] filterWeights = weightedFilters();
    int depth = filters.dim(1);
    double[] values = new double[filters.size()];
    for (int o = 0, at = 0; o < filters.dim(0); o++) {
      int first = o / (filters.dim(0) / groups) * depth;
      for (int c = 0; c < depth; c++) {
        double factor = samples * filterWeights[o] * channels[first + c];
        for (double cell : cells) {
          values[at++] = factor * cell;
        }
      }
    }
    return values;
  }

  /** p_o (sum_c u_c q_c), of each filter. */
  private double[] perFilter() {
    double[] channels = channels();
    double[] factors = depth();
    double[] values = filterFactors();
    int share = values.length / groups;
    double sum = 0;
    for (int o = 0; o < values.length; o++) {
      if (o % share == 0) { // the first of a group
        sum = dot(channels, factors, o / share * factors.length, factors.length, 0);
      }
      values[o] *= sum;
    }
    return values;
  }

  /** q_c (sum_o a_o p_o), of each channel. */
  private double[] perChannel() {
    double[] weights = weightedFilters();
    double[] filterFactors = filterFactors();
    double[] factors = depth();
    double[] values = new double[images.dim(1)];
    int share = filterFactors.length / groups;
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      if (c % factors.length == 0) { // the first of a group
        int first = c / factors.length * share;
        sum = dot(weights, filterFactors, first, share, first);
      }
      values[c] = factors[c % factors.length] * sum;
    }
    return values;
  }

  private static double dot(double[] a, double[] b, int from, int count, int fromOfB) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[from + i] * b[fromOfB + i];
    }
    return sum;
  }

  private double[] samples() {
    return vector(FIVE, 0, images.dim(0));
  }

  private double[] channels() {
    return vector(SEVEN, 1, images.dim(1));
  }

  private double[] pixels() {
    return vector(FIVE, 2, images.dim(2) * images.dim(3));
  }

  private double[] filterFactors() {
    return vector(SEVEN, 3, filters.dim(0));
  }

  private double[] depth() {
    return vector(FIVE, 4, filters.dim(1));
  }

  private double[] taps() {
    return vector(SEVEN, 5, filters.dim(2) * filters.dim(3));
  }

  private double[] weightedSamples() {
    return vector(SEVEN, 0, images.dim(0));
  }

  private double[] weightedFilters() {
    return vector(FIVE, 1, filters.dim(0));
  }

  private double[] weightedCells() {
    return vector(SEVEN, 2, results().dim(2) * results().dim(3));
  }

  private static double[] vector(int[] pattern, int from, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = pattern[(from + i) % pattern.length] / 4.0;
    }
    return values;
  }

  private interface Tap {
    void at(int pixel, int tap, int cell);
  }

  /** Every pixel under every tap of the kernel at every cell of the result. */
  private void eachTap(Tap visitor) {
    int side = images.dim(2);
    int kernel = filters.dim(2);
    int cells = results().dim(2);
    for (int cell = 0; cell < cells * cells; cell++) {
      for (int tap = 0; tap < kernel * kernel; tap++) {
        int row = cell / cells * stride + tap / kernel - pad;
        int column = cell % cells * stride + tap % kernel - pad;
        if (row >= 0 && row < side && column >= 0 && column < side) {
          visitor.at(row * side + column, tap, cell);
        }
      }
    }
  }

  private static TensorData data(Shape shape, double factor, double[] a, double[] b, double[] c) {
    double[] values = product(factor, a, b, c);
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return TensorData.of(shape, floats);
  }

  private static double[] product(double factor, double[] a, double[] b, double[] c) {
    double[] values = new double[a.length * b.length * c.length];
    int at = 0;
    for (double first : a) {
      for (double second : b) {
        double both = factor * first * second;
        for (double third : c) {
          values[at++] = both * third;
        }
      }
    }
    return values;
  }
}
