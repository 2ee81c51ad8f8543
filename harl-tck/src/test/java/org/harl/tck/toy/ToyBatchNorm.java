package org.harl.tck.toy;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Batch normalisation over all axes but the second, by the batch's or by given statistics. */
final class ToyBatchNorm {
  private final Op op;
  private final ToyRun run;
  private final boolean train;
  private final double[] x;
  private final double[] mean;
  private final double[] variance;

  ToyBatchNorm(Op op, ToyRun run) {
    this.op = op;
    this.run = run;
    train = op.kind() == Op.Kind.BATCH_NORM_TRAIN;
    x = run.in(op, 0);
    mean = train ? new double[op.shape().dim(1)] : run.in(op, 3);
    variance = train ? new double[op.shape().dim(1)] : run.in(op, 4);
  }

  double[] value() {
    if (train) {
      measure();
      move(op.names().get(0), mean, 1);
      double count = (double) x.length / mean.length;
      move(op.names().get(1), variance, count / (count - 1)); // running variance is unbiased
    }
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = unit(i) * run.in(op, 1)[channel(i)] + run.in(op, 2)[channel(i)];
    }
    run.onGradient(op, this::back);
    return y;
  }

  private void measure() {
    for (int i = 0; i < x.length; i++) {
      mean[channel(i)] += x[i] * mean.length / x.length;
    }
    for (int i = 0; i < x.length; i++) {
      variance[channel(i)] += Math.pow(x[i] - mean[channel(i)], 2) * mean.length / x.length;
    }
  }

  private void move(String name, double[] batch, double factor) {
    double momentum = op.reals().get(1);
    double[] moved = run.variable(name).clone();
    for (int c = 0; c < moved.length; c++) {
      moved[c] = (1 - momentum) * moved[c] + momentum * factor * batch[c];
    }
    run.assign(name, moved);
  }

  private int channel(int i) {
    Shape shape = op.shape();
    return i / (shape.rank() == 4 ? shape.dim(2) * shape.dim(3) : 1) % shape.dim(1);
  }

  private double deviation(int c) {
    return Math.sqrt(variance[c] + op.reals().get(0));
  }

  private double unit(int i) {
    return (x[i] - mean[channel(i)]) / deviation(channel(i));
  }

  private void back(double[] g) {
    double[] byWeight = new double[mean.length];
    double[] byBias = new double[mean.length];
    for (int i = 0; i < x.length; i++) {
      byWeight[channel(i)] += g[i] * unit(i);
      byBias[channel(i)] += g[i];
    }
    double[] byX = run.into(op, 0);
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      // the batch's own mean and variance move with x
      double own = train ? (byBias[c] + unit(i) * byWeight[c]) * mean.length / x.length : 0;
      byX[i] += run.in(op, 1)[c] / deviation(c) * (g[i] - own);
    }
    for (int k : List.of(1, 2)) {
      double[] sums = k == 1 ? byWeight : byBias;
      double[] by = run.into(op, k);
      for (int c = 0; c < sums.length; c++) {
        by[c] += sums[c];
      }
    }
  }
}
