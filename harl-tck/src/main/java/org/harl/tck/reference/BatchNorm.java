package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Batch normalisation over all axes but the second. */
final class BatchNorm {
  private BatchNorm() {}

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
      double[] mean = new double[channels];
      double[] variance = new double[channels];
      for (int i = 0; i < x.values().length; i++) {
        mean[channel(x.shape(), i)] += x.values()[i] / count;
      }
      for (int i = 0; i < x.values().length; i++) {
        double d = x.values()[i] - mean[channel(x.shape(), i)];
        variance[channel(x.shape(), i)] += d * d / count;
      }
      return new Statistics(mean, variance, count);
    }
  }

  static Array train(Op op, List<Array> in) {
    Statistics batch = Statistics.of(in.get(0));
    return normalised(in, batch.mean(), batch.variance(), op.reals().get(0));
  }

  static Array eval(Op op, List<Array> in) {
    return normalised(in, in.get(3).values(), in.get(4).values(), op.reals().get(0));
  }

  private static Array normalised(List<Array> in, double[] mean, double[] variance, double eps) {
    Array x = in.get(0);
    double[] out = new double[x.values().length];
    for (int i = 0; i < out.length; i++) {
      int c = channel(x.shape(), i);
      double unit = (x.values()[i] - mean[c]) / Math.sqrt(variance[c] + eps);
      out[i] = unit * in.get(1).values()[c] + in.get(2).values()[c];
    }
    return new Array(x.shape(), out);
  }

  static List<Array> trainBackward(Op op, List<Array> in, Array gradient) {
    Array x = in.get(0);
    Statistics batch = Statistics.of(x);
    Array plain = backward(in, gradient, batch.mean(), batch.variance(), op.reals().get(0));
    Array byWeight =
        weightGradient(in, gradient, batch.mean(), batch.variance(), op.reals().get(0));
    Array byBias = biasGradient(in, gradient);
    double[] byX = plain.values();
    for (int i = 0; i < byX.length; i++) {
      int c = channel(x.shape(), i);
      double deviation = Math.sqrt(batch.variance()[c] + op.reals().get(0));
      double unit = (x.values()[i] - batch.mean()[c]) / deviation;
      double shift = (byBias.values()[c] + unit * byWeight.values()[c]) / batch.count();
      byX[i] -= in.get(1).values()[c] / deviation * shift;
    }
    return List.of(plain, byWeight, byBias);
  }

  static List<Array> evalBackward(Op op, List<Array> in, Array gradient) {
    double[] mean = in.get(3).values();
    double[] variance = in.get(4).values();
    double epsilon = op.reals().get(0);
    Array byX = backward(in, gradient, mean, variance, epsilon);
    Array byWeight = weightGradient(in, gradient, mean, variance, epsilon);
    return List.of(byX, byWeight, biasGradient(in, gradient));
  }

  /** By x, mean and variance standing still. */
  private static Array backward(
      List<Array> in, Array gradient, double[] mean, double[] variance, double epsilon) {
    double[] byX = new double[gradient.values().length];
    for (int i = 0; i < byX.length; i++) {
      int c = channel(gradient.shape(), i);
      double scale = in.get(1).values()[c] / Math.sqrt(variance[c] + epsilon);
      byX[i] = gradient.values()[i] * scale;
    }
    return new Array(gradient.shape(), byX);
  }

  private static Array weightGradient(
      List<Array> in, Array gradient, double[] mean, double[] variance, double epsilon) {
    Array x = in.get(0);
    Array byWeight = Array.zeros(in.get(1).shape());
    for (int i = 0; i < x.values().length; i++) {
      int c = channel(x.shape(), i);
      double unit = (x.values()[i] - mean[c]) / Math.sqrt(variance[c] + epsilon);
      byWeight.values()[c] += unit * gradient.values()[i];
    }
    return byWeight;
  }

  private static Array biasGradient(List<Array> in, Array gradient) {
    Array byBias = Array.zeros(in.get(2).shape());
    for (int i = 0; i < gradient.values().length; i++) {
      byBias.values()[channel(gradient.shape(), i)] += gradient.values()[i];
    }
    return byBias;
  }

  private static int channel(Shape shape, int element) {
    int cells = shape.rank() == 4 ? shape.dim(2) * shape.dim(3) : 1;
    return element / cells % shape.dim(1);
  }
}
