package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;

/** The classic mistakes of single primitives. */
final class OpMistakes {
  private OpMistakes() {}

  static List<Mutant> mutants() {
    return List.of(
        value("floor rounds towards zero", Kind.FLOOR, in -> in.get(0).map(x -> (long) x)),
        value("less takes equal for less", Kind.LESS, in -> pairwise(in, true)),
        gradients("maximum gives its gradient to both", Kind.MAX, OpMistakes::unsharedTies),
        gradients(
            "division has the wrong sign by its divisor", Kind.DIVIDE, OpMistakes::negatedLast),
        gradients(
            "select gives each branch the other's gradient", Kind.SELECT, OpMistakes::swappedLast),
        gradients("relu has a gradient at 0", Kind.RELU, OpMistakes::openAtZero),
        gradients("a row that is read twice has one gradient", Kind.GATHER_ROWS, OpMistakes::once),
        Mutant.of("rows are added to those that they replace", addedRows(), "OP-40"),
        gradients("mean is differentiated as a sum", Kind.MEAN, OpMistakes::summed),
        Mutant.of("running variance is biased", biasedVariance(), "OP-33"),
        Mutant.of("momentum is the share of the old statistic", swappedMomentum(), "OP-33"),
        Mutant.of("statistics stand still in the gradient", constantStatistics(), "OP-33"),
        Mutant.of("a padded window starts from 0", zeroPadding(), "OP-32"),
        Mutant.of("all groups read the first channels", firstGroup(), "OP-31"));
  }

  private static Mutant value(String fault, Kind kind, Function<List<Array>, Array> wrong) {
    Kernels kernels =
        new Kernels() {
          @Override
          public Array forward(Op op, List<Array> in) {
            return op.kind() == kind && op.shape().equals(in.get(0).shape())
                ? wrong.apply(in)
                : super.forward(op, in);
          }
        };
    return Mutant.of(fault, kernels, OpMutants.rule(kind));
  }

  private static Mutant gradients(String fault, Kind kind, OpMutants.GradientChange change) {
    return Mutant.of(fault, OpMutants.backward(kind, change), OpMutants.rule(kind));
  }

  private static Array pairwise(List<Array> in, boolean equalToo) {
    double[] a = in.get(0).values();
    double[] b = in.get(1).values();
    double[] less = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      double other = b[i % b.length];
      less[i] = a[i] < other || equalToo && a[i] == other ? 1 : 0;
    }
    return new Array(in.get(0).shape(), less);
  }

  /** Every tie gets the whole gradient. */
  private static List<Array> unsharedTies(List<Array> in, Array out, List<Array> gradients) {
    double smallest = 1e-3;
    return List.of(gradients.get(0).map(g -> Math.abs(g) > smallest ? Math.signum(g) : 0));
  }

  private static List<Array> negatedLast(List<Array> in, Array out, List<Array> gradients) {
    return List.of(gradients.get(0), gradients.get(1).map(g -> -g));
  }

  private static List<Array> swappedLast(List<Array> in, Array out, List<Array> gradients) {
    List<Array> swapped = new ArrayList<>(gradients);
    if (gradients.get(1).shape().equals(gradients.get(2).shape())) {
      Collections.swap(swapped, 1, 2);
    }
    return swapped;
  }

  private static List<Array> openAtZero(List<Array> in, Array out, List<Array> gradients) {
    double[] open = gradients.get(0).values().clone();
    for (int i = 0; i < open.length; i++) {
      open[i] = in.get(0).values()[i] == 0 ? 1 : open[i];
    }
    return List.of(new Array(out.shape(), open));
  }

  /** Of what is the sum of two gradients or more, by one row's, about half. */
  private static List<Array> once(List<Array> in, Array out, List<Array> gradients) {
    boolean twice = in.get(1).values().length > in.get(0).shape().dim(0);
    return List.of(gradients.get(0).map(g -> twice ? g / 2 : g));
  }

  private static Kernels addedRows() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        Array right = super.forward(op, in);
        if (op.kind() != Kind.SCATTER_ROWS) {
          return right;
        }
        double[] added = right.values().clone();
        for (int i = 0; i < added.length; i++) {
          double before = in.get(0).values()[i];
          added[i] += added[i] == before ? 0 : before;
        }
        return new Array(right.shape(), added);
      }
    };
  }

  private static List<Array> summed(List<Array> in, Array out, List<Array> gradients) {
    double count = (double) in.get(0).values().length / out.values().length;
    return List.of(gradients.get(0).map(g -> g * count));
  }

  private static Kernels biasedVariance() {
    return new Kernels() {
      @Override
      public List<Array> batchStatistics(Array x) {
        List<Array> right = super.batchStatistics(x);
        double count = (double) x.values().length / x.shape().dim(1);
        return List.of(right.get(0), right.get(1).map(v -> v * (count - 1) / count));
      }
    };
  }

  private static Kernels swappedMomentum() {
    return new Kernels() {
      @Override
      public Array moved(Array running, Array batch, double momentum) {
        return super.moved(running, batch, 1 - momentum);
      }
    };
  }

  private static Kernels constantStatistics() {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        if (op.kind() != Kind.BATCH_NORM_TRAIN) {
          return super.backward(op, in, out, gradient);
        }
        List<Array> right = new ArrayList<>(super.backward(op, in, out, gradient));
        right.set(0, gradient);
        return right;
      }
    };
  }

  private static Kernels zeroPadding() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        Array right = super.forward(op, in);
        boolean padded = op.kind() == Kind.MAX_POOL2D && op.padding() > 0;
        return padded ? right.map(x -> Math.max(x, 0)) : right;
      }
    };
  }

  /** A convolution whose groups are laid over one another. */
  private static Kernels firstGroup() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        if (op.kind() != Kind.CONV2D || op.groups() == 1) {
          return super.forward(op, in);
        }
        double[] image = in.get(0).values().clone();
        int plane = in.get(0).shape().dim(2) * in.get(0).shape().dim(3);
        int channels = in.get(0).shape().dim(1);
        int width = channels / op.groups();
        for (int i = 0; i < image.length; i++) {
          int channel = i / plane % channels;
          image[i] = in.get(0).values()[i - (channel - channel % width) * plane];
        }
        return super.forward(op, List.of(new Array(in.get(0).shape(), image), in.get(1)));
      }
    };
  }
}
