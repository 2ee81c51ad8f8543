package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Batch normalisation over all axes but the second. */
final class BatchNorm {
  private BatchNorm() {}

  /** Does something with the cells of one channel of one sample: from (inclusive), to. */
  @FunctionalInterface
  private interface Plane {
    void visit(int channel, int from, int to);
  }

  /** Visits the planes of [N, C] or [N, C, H, W] in the order of memory. */
  private static void planes(Shape shape, Plane plane) {
    int channels = shape.dim(1);
    int cells = shape.size() / shape.dim(0) / channels;
    for (int i = 0; i < shape.dim(0) * channels; i++) {
      plane.visit(i % channels, i * cells, (i + 1) * cells);
    }
  }

  /**
   * What a batch says of a channel, [C] each.
   *
   * @param mean over the batch
   * @param variance biased: the mean square distance from the mean
   * @param count values a channel
   */
  record Statistics(double[] mean, double[] variance, int count) {
    static Statistics of(Array x) {
      int channels = x.shape().dim(1);
      int count = x.values().length / channels;
      double[] values = x.values();
      double[] mean = new double[channels];
      double[] variance = new double[channels];
      planes(
          x.shape(),
          (c, from, to) -> {
            for (int i = from; i < to; i++) {
              mean[c] += values[i] / count;
            }
          });
      planes(
          x.shape(),
          (c, from, to) -> {
            for (int i = from; i < to; i++) {
              double d = values[i] - mean[c];
              variance[c] += d * d / count;
            }
          });
      return new Statistics(mean, variance, count);
    }
  }

  static Array train(Op op, List<Array> in) {
    Statistics batch = Statistics.of(in.get(0));
    return normalised(in, batch.mean(), batch.variance(), op.epsilon());
  }

  static Array eval(Op op, List<Array> in) {
    return normalised(in, in.get(3).values(), in.get(4).values(), op.epsilon());
  }

  private static Array normalised(List<Array> in, double[] mean, double[] variance, double eps) {
    double[] out = new double[in.get(0).values().length];
    double[] units = units(in.get(0), mean, variance, eps);
    planes(
        in.get(0).shape(),
        (c, from, to) -> {
          double weight = in.get(1).values()[c];
          double bias = in.get(2).values()[c];
          for (int i = from; i < to; i++) {
            out[i] = units[i] * weight + bias;
          }
        });
    return new Array(in.get(0).shape(), out);
  }

  /** Distances from the mean in deviations. */
  private static double[] units(Array x, double[] mean, double[] variance, double epsilon) {
    double[] values = x.values();
    double[] units = new double[values.length];
    planes(
        x.shape(),
        (c, from, to) -> {
          double middle = mean[c];
          double deviation = Math.sqrt(variance[c] + epsilon);
          for (int i = from; i < to; i++) {
            units[i] = (values[i] - middle) / deviation;
          }
        });
    return units;
  }

  static List<Array> trainBackward(Op op, List<Array> in, Array gradient) {
    Array x = in.get(0);
    double epsilon = op.epsilon();
    Statistics batch = Statistics.of(x);
    double[] units = units(x, batch.mean(), batch.variance(), epsilon);
    Array plain = backward(in, gradient, batch.variance(), epsilon);
    Array byWeight = weightGradient(in, gradient, units);
    Array byBias = biasGradient(in, gradient);
    double[] byX = plain.values();
    planes(
        x.shape(),
        (c, from, to) -> {
          double scale = in.get(1).values()[c] / Math.sqrt(batch.variance()[c] + epsilon);
          double ofBias = byBias.values()[c];
          double ofWeight = byWeight.values()[c];
          for (int i = from; i < to; i++) {
            byX[i] -= scale * ((ofBias + units[i] * ofWeight) / batch.count());
          }
        });
    return List.of(plain, byWeight, byBias);
  }

  static List<Array> evalBackward(Op op, List<Array> in, Array gradient) {
    double[] mean = in.get(3).values();
    double[] variance = in.get(4).values();
    double epsilon = op.epsilon();
    Array byX = backward(in, gradient, variance, epsilon);
    Array byWeight = weightGradient(in, gradient, units(in.get(0), mean, variance, epsilon));
    return List.of(byX, byWeight, biasGradient(in, gradient));
  }

  /** By x, mean and variance standing still. */
  private static Array backward(List<Array> in, Array gradient, double[] variance, double epsilon) {
    double[] above = gradient.values();
    double[] byX = new double[above.length];
    planes(
        gradient.shape(),
        (c, from, to) -> {
          double scale = in.get(1).values()[c] / Math.sqrt(variance[c] + epsilon);
          for (int i = from; i < to; i++) {
            byX[i] = above[i] * scale;
          }
        });
    return new Array(gradient.shape(), byX);
  }

  private static Array weightGradient(List<Array> in, Array gradient, double[] units) {
    Array byWeight = Array.zeros(in.get(1).shape());
    planes(
        gradient.shape(),
        (c, from, to) -> {
          for (int i = from; i < to; i++) {
            byWeight.values()[c] += units[i] * gradient.values()[i];
          }
        });
    return byWeight;
  }

  private static Array biasGradient(List<Array> in, Array gradient) {
    Array byBias = Array.zeros(in.get(2).shape());
    planes(
        gradient.shape(),
        (c, from, to) -> {
          for (int i = from; i < to; i++) {
            byBias.values()[c] += gradient.values()[i];
          }
        });
    return byBias;
  }
}
