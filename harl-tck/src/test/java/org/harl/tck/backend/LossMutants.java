package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.Tensor;

/** Wrong losses. */
final class LossMutants {
  private LossMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of(
            "the batch is summed",
            summedMean(),
            "LOSS-1",
            "LOSS-2",
            "LOSS-3",
            "LOSS-4",
            "LOSS-14",
            "LOSS-15"),
        Mutant.of(
            "a vector's length is constant",
            constantLength(),
            "LOSS-1",
            "LOSS-2",
            "LOSS-3",
            "LOSS-14"),
        Mutant.of("terms are averaged", new Averaged(), "LOSS-1", "LOSS-2", "LOSS-3", "LOSS-4"),
        Mutant.of("views meet themselves", new SameView(), "LOSS-1", "LOSS-4"),
        Mutant.of("a is the background's", new Exchanged("foregroundWeight"), "LOSS-2", "LOSS-5"),
        Mutant.of("w is the image's", new Exchanged("objectWeight"), "LOSS-3", "LOSS-5"),
        Mutant.of("weights stay off their ends", new OffTheirEnds(), "LOSS-5"),
        Mutant.of("distance is 1 - cos", new HalfDistance(), "LOSS-8"),
        Mutant.of("vectors are not normalised", lengthOne(), "LOSS-8", "LOSS-11"),
        Mutant.of("no floor under a length", unbounded(), "LOSS-9", "LOSS-10"),
        Mutant.of("the floor comes after a root", rootBeforeFloor(), "LOSS-9"),
        Mutant.of("a gradient passes the floor", openFloor(), "LOSS-10"),
        Mutant.of("the floor is added", addedFloor(), "LOSS-10"),
        Mutant.of(
            "targets are learned from",
            leakingStopGradient(),
            "LOSS-12",
            "LOSS-15",
            "LOSS-16",
            "TRAJ-6"),
        Mutant.of("one direction counts twice", new OneDirection(), "LOSS-13"));
  }

  /** A kernel's forward pass replaced. */
  private interface Forward {
    Array value(List<Array> in, Array right);
  }

  private static Kernels replaced(Op.Kind kind, Forward forward) {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        Array right = super.forward(op, in);
        return op.kind() == kind ? forward.value(in, right) : right;
      }
    };
  }

  private static Kernels summedMean() {
    return replaced(
        Op.Kind.MEAN,
        (in, right) -> {
          double count = (double) in.get(0).values().length / right.values().length;
          return right.map(mean -> mean * count);
        });
  }

  private static Kernels lengthOne() {
    return replaced(Op.Kind.RSQRT, (in, right) -> right.map(length -> 1));
  }

  private static Kernels unbounded() {
    return replaced(Op.Kind.MAXIMUM, (in, right) -> in.get(0));
  }

  private static Kernels addedFloor() {
    return replaced(
        Op.Kind.MAXIMUM,
        (in, right) -> {
          double floor = in.get(1).values()[0];
          return in.get(0).map(squares -> squares + floor);
        });
  }

  private static Kernels constantLength() {
    return silent(Op.Kind.RSQRT, false);
  }

  private static Kernels leakingStopGradient() {
    return silent(Op.Kind.STOP_GRADIENT, true);
  }

  /** A kind whose gradient is passed on as it comes, or not at all. */
  private static Kernels silent(Op.Kind kind, boolean passed) {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        if (op.kind() != kind) {
          return super.backward(op, in, out, gradient);
        }
        return passed ? List.of(gradient) : List.of();
      }
    };
  }

  /** A maximum that gives its first operand the whole gradient. */
  private static Kernels openFloor() {
    return silent(Op.Kind.MAXIMUM, true);
  }

  /** The length's gradient is {@code x / |x|}, which is NaN for a zero vector. */
  private static Kernels rootBeforeFloor() {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        List<Array> right = super.backward(op, in, out, gradient);
        boolean square = op.kind() == Op.Kind.MULTIPLY && in.get(0) == in.get(1);
        return square ? right.stream().map(g -> undefinedAtZero(g, in.get(0))).toList() : right;
      }
    };
  }

  private static Array undefinedAtZero(Array gradient, Array vectors) {
    double[] values = gradient.values().clone();
    int width = vectors.shape().dim(-1);
    for (int row = 0; row < values.length; row += width) {
      double[] vector = Arrays.copyOfRange(vectors.values(), row, row + width);
      if (Arrays.stream(vector).allMatch(x -> x == 0)) {
        Arrays.fill(values, row, row + width, Double.NaN);
      }
    }
    return new Array(gradient.shape(), values);
  }

  /** Vectors changed on their way to the objective. */
  private abstract static class Revectored extends Host {
    abstract RegionVectors changed(RegionVectors vectors);

    @Override
    Loss loss(
        Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
      Map<Region, RegionVectors> changed = new TreeMap<>();
      vectors.forEach((region, v) -> changed.put(region, changed(v)));
      return super.loss(objective, changed, weights);
    }
  }

  private static final class SameView extends Revectored {
    @Override
    RegionVectors changed(RegionVectors vectors) {
      List<Tensor> online = List.of(vectors.prediction(2), vectors.prediction(1));
      List<Tensor> targets = List.copyOf(vectors.targets().values());
      return RegionVectors.of(online, targets, vectors.present(1, 2));
    }
  }

  private static final class OneDirection extends Revectored {
    @Override
    RegionVectors changed(RegionVectors vectors) {
      List<Tensor> online = List.of(vectors.prediction(1), vectors.prediction(1));
      Tensor target = vectors.target(2);
      return RegionVectors.of(online, List.of(target, target), vectors.present(1, 2));
    }
  }

  private static final class Averaged extends Host {
    @Override
    Loss loss(
        Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
      Loss loss = super.loss(objective, vectors, weights);
      Map<String, Tensor> terms = new LinkedHashMap<>(loss.terms());
      terms.replaceAll((name, term) -> term.multiply(0.5));
      return new Loss(loss.total().multiply(0.5), terms);
    }
  }

  /** Weights changed on their way to the objective. */
  private abstract static class Reweighed extends Host {
    abstract Tensor changed(String name, Tensor weight);

    @Override
    Loss loss(
        Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
      Map<String, Tensor> changed = new LinkedHashMap<>(weights);
      changed.replaceAll(this::changed);
      return super.loss(objective, vectors, changed);
    }
  }

  private static final class Exchanged extends Reweighed {
    private final String name;

    Exchanged(String name) {
      this.name = name;
    }

    @Override
    Tensor changed(String weightName, Tensor weight) {
      return weightName.equals(name) ? weight.negate().add(1) : weight;
    }
  }

  private static final class OffTheirEnds extends Reweighed {
    @Override
    Tensor changed(String name, Tensor weight) {
      return weight.clamp(1e-3, 1 - 1e-3);
    }
  }

  private static final class HalfDistance extends Host {
    @Override
    Tensor distance(Tensor prediction, Tensor target) {
      return super.distance(prediction, target).multiply(0.5);
    }
  }
}
