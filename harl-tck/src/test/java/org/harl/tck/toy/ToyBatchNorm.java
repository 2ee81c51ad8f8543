package org.harl.tck.toy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** Batch normalisation as a program of simpler primitives, which differentiates itself. */
record ToyBatchNorm(Op op, boolean train, Program program) {
  static ToyBatchNorm of(Op op) {
    boolean train = op.kind() == Op.Kind.BATCH_NORM_TRAIN;
    Recorder r = new Recorder();
    Tensor x = r.input("0", ElementType.REAL, op.shape());
    Tensor weight = channels(r, "1", op.shape());
    Tensor bias = channels(r, "2", op.shape());
    int[] axes = op.shape().rank() == 4 ? new int[] {0, 2, 3} : new int[] {0};
    Tensor mean = train ? x.mean(axes) : channels(r, "3", op.shape());
    Tensor centred = x.subtract(mean);
    Tensor variance = train ? centred.multiply(centred).mean(axes) : channels(r, "4", op.shape());
    Tensor y = centred.multiply(variance.add(op.reals().get(0)).rsqrt()).multiply(weight).add(bias);
    Tensor loss = y.multiply(r.input("gradient", ElementType.REAL, op.shape())).sumAll();
    List<Tensor> gradients = r.gradients(loss, List.of(x, weight, bias));
    r.output("y", y);
    r.output("mean", mean);
    r.output("variance", variance);
    for (int i = 0; i < 3; i++) {
      r.output("" + i, gradients.get(i));
    }
    return new ToyBatchNorm(op, train, r.program());
  }

  private static Tensor channels(Recorder r, String name, Shape x) {
    Shape shape = x.rank() == 4 ? Shape.of(1, x.dim(1), 1, 1) : Shape.of(1, x.dim(1));
    return r.input(name, ElementType.REAL, shape);
  }

  Map<String, TensorData> run(List<double[]> in, double[] gradient) {
    Map<String, TensorData> feeds = new HashMap<>();
    program
        .inputs()
        .forEach(
            (name, input) -> {
              double[] fed = name.equals("gradient") ? gradient : in.get(Integer.parseInt(name));
              feeds.put(name, TensorData.of(input.shape(), fed));
            });
    return new ToyRun(program, feeds, Map.of(), false).outputs();
  }

  /** A running statistic after the batch; the running variance is unbiased. */
  double[] moved(double[] running, TensorData batch, boolean unbiased) {
    double count = (double) op.shape().size() / running.length;
    double share = op.reals().get(1);
    double[] moved = batch.toDoubles();
    for (int c = 0; c < moved.length; c++) {
      double measured = unbiased ? moved[c] * count / (count - 1) : moved[c];
      moved[c] = (1 - share) * running[c] + share * measured;
    }
    return moved;
  }
}
