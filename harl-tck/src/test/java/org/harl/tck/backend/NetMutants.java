package org.harl.tck.backend;

import java.util.Arrays;
import java.util.List;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Wrong networks. */
final class NetMutants {
  private NetMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of(
            "the bottleneck's stride is in its 1x1",
            new NetMistakes.StrideInTheFirst(),
            "NET-2",
            "NET-4",
            "NET-5"),
        Mutant.of(
            "batch statistics in eval mode",
            new NetMistakes.AlwaysTraining(),
            "NET-2",
            "NET-4",
            "NET-7",
            "NET-8"),
        Mutant.of(
            "epsilon is 1e-3", new NetMistakes.LargeEpsilon(), "NET-2", "NET-3", "NET-4", "NET-5"),
        Mutant.of("momentum is the share kept", keptShare(), "NET-3", "NET-5", "NET-6"),
        Mutant.of("the running variance is biased", biasedVariance(), "NET-3", "NET-5", "NET-6"),
        Mutant.of("the residual is not added", plainStack(), "NET-2", "NET-3", "NET-4", "NET-5"),
        Mutant.of(
            "strided windows start without padding", sameAtTheEnd(), "NET-2", "NET-4", "NET-5"),
        Mutant.of("statistics are those of half the batch", halfTheBatch(), "NET-5", "NET-6"));
  }

  private static Kernels keptShare() {
    return new Kernels() {
      @Override
      public Array moved(Array running, Array batch, double momentum) {
        return super.moved(running, batch, 1 - momentum);
      }
    };
  }

  private static Kernels biasedVariance() {
    return new Kernels() {
      @Override
      public List<Array> batchStatistics(Array x) {
        List<Array> unbiased = super.batchStatistics(x);
        double count = (double) x.values().length / x.shape().dim(1);
        return List.of(unbiased.get(0), unbiased.get(1).map(v -> v * (count - 1) / count));
      }
    };
  }

  private static Kernels plainStack() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        boolean maps = op.kind() == Op.Kind.ADD && op.shape().rank() == 4;
        return maps && in.get(0).shape().equals(in.get(1).shape())
            ? in.get(0)
            : super.forward(op, in);
      }
    };
  }

  /** TensorFlow's SAME: of an odd amount of padding, the larger half is at the end. */
  private static Kernels sameAtTheEnd() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        boolean windows = op.kind() == Op.Kind.CONV2D || op.kind() == Op.Kind.MAX_POOL2D;
        boolean conv = op.kind() == Op.Kind.CONV2D;
        int stride = !windows ? 1 : op.stride();
        int pad = !windows ? 0 : op.padding();
        return stride == 2 && pad > 0
            ? super.forward(
                op, conv ? List.of(shifted(in.get(0)), in.get(1)) : List.of(shifted(in.get(0))))
            : super.forward(op, in);
      }
    };
  }

  /** One pixel up and to the left. */
  private static Array shifted(Array x) {
    int width = x.shape().dim(3);
    int plane = x.shape().dim(2) * width;
    double[] moved = new double[x.values().length];
    for (int i = 0; i < moved.length; i++) {
      boolean last = i % width == width - 1 || i % plane >= plane - width;
      moved[i] = last ? 0 : x.values()[i + width + 1];
    }
    return new Array(x.shape(), moved);
  }

  /** Statistics of a part of the batch, as one of several devices has them. */
  private static Kernels halfTheBatch() {
    return new Kernels() {
      @Override
      public List<Array> batchStatistics(Array x) {
        int half = Math.max(1, x.shape().dim(0) / 2);
        int size = x.values().length / x.shape().dim(0) * half;
        Shape shape = x.shape().with(0, half);
        return super.batchStatistics(new Array(shape, Arrays.copyOf(x.values(), size)));
      }
    };
  }
}
