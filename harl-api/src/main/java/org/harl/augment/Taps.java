package org.harl.augment;

/**
 * The weights of one axis of a resize: output i is the sum over k of weight[i * stride + k] times
 * input first[i] + k: those of a {@link ResamplingFilter}, normalised over the inputs that exist.
 * Rows of weights are padded with zeros to {@code stride}, an even number.
 */
final class Taps {
  final int inputs;
  final int outputs;
  final int stride;
  final int[] first;
  final float[] weights;

  /** Resizes {@code inputs} samples to {@code outputs}, bicubic. */
  Taps(int inputs, int outputs) {
    this(ResamplingFilter.BICUBIC, inputs, outputs, 0, outputs);
  }

  /**
   * The outputs {@code from .. from + count - 1} of a resize of {@code inputs} to {@code total}.
   */
  Taps(ResamplingFilter filter, int inputs, int total, int from, int count) {
    double scale = (double) inputs / total;
    double widen = Math.max(scale, 1);
    double support = filter.support * widen;
    int most = Math.min(inputs, (int) Math.ceil(2 * support) + 1);
    int[] counts = new int[count];
    double[] values = new double[most];
    float[] padded = new float[count * (most + 1)];
    int widest = 1;
    this.inputs = inputs;
    outputs = count;
    first = new int[count];
    for (int i = 0; i < count; i++) {
      double centre = (from + i + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      counts[i] = Math.min(inputs, (int) (centre + support + 0.5)) - low;
      first[i] = low;
      normalised(filter, values, counts[i], low - centre + 0.5, widen);
      for (int k = 0; k < counts[i]; k++) {
        padded[i * most + k] = (float) values[k];
      }
      widest = Math.max(widest, counts[i]);
    }
    stride = widest + (widest & 1);
    weights = new float[count * stride];
    for (int i = 0; i < count; i++) {
      System.arraycopy(padded, i * most, weights, i * stride, counts[i]);
    }
  }

  private static void normalised(
      ResamplingFilter filter, double[] values, int count, double start, double widen) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      values[k] = filter.at(Math.abs((start + k) / widen));
      sum += values[k];
    }
    for (int k = 0; k < count; k++) {
      values[k] /= sum;
    }
  }
}
