package org.harl.tck.objective;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.schedule.Schedule;
import org.harl.tck.backend.Proof;
import org.harl.tck.backend.Wrong;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** Wrong objectives: a right one with a mistake in one place. */
class ObjectiveMutantsTest extends Proof<ObjectiveTrial> {
  @Override
  protected List<Rule<ObjectiveTrial>> rules() {
    return ObjectiveRules.all();
  }

  @Override
  protected List<Wrong<ObjectiveTrial>> wrong() {
    return Stream.of(inWhatItLooksAt(), inWhatItRecords(), inGradients(), inNumbers())
        .flatMap(List::stream)
        .toList();
  }

  /** Regions, and losses that are not one scalar of all samples. */
  private static List<Wrong<ObjectiveTrial>> inWhatItLooksAt() {
    AtomicInteger turns = new AtomicInteger();
    return List.of(
        naming("no region", Set::of, "OBJ-1"),
        naming(
            "another region at every call",
            () -> Set.of(Region.ofMasks().get(turns.getAndIncrement() % 2)),
            "OBJ-1"),
        comparing("one loss a sample", (p, z) -> CosineDistance.perSample(p, z), "OBJ-2"),
        reporting("a term a sample", total -> Map.of("t", total.reshape(1)), "OBJ-2"),
        comparing(
            "4 samples, whatever there are",
            (p, z) -> CosineDistance.perSample(p, z).reshape(4, 1).meanAll(),
            "OBJ-3"));
  }

  /** Recordings that differ, and inputs, outputs and names of its own. */
  private static List<Wrong<ObjectiveTrial>> inWhatItRecords() {
    AtomicInteger calls = new AtomicInteger();
    Random random = new Random(1);
    return List.of(
        totalling("a Java field warms up", t -> t.multiply(calls.incrementAndGet()), "OBJ-4"),
        totalling("a weight drawn while recording", t -> t.multiply(random.nextDouble()), "OBJ-4"),
        totalling(
            "a learnt temperature",
            t -> t.multiply(t.recorder().variable("temperature", Shape.of())),
            "OBJ-5",
            "OBJ-16"),
        totalling(
            "a weight as an input of its own",
            t -> t.multiply(t.recorder().input("w", ElementType.REAL, Shape.of())),
            "OBJ-5"),
        totalling("an output of its own", ObjectiveMutantsTest::ownOutput, "OBJ-5"),
        reporting("a term named loss", total -> Map.of("loss", total), "OBJ-6", "OBJ-16"),
        weighing("a weight named tau", "tau", Schedule.constant(1), "OBJ-6", "OBJ-16"),
        naming("a region too many", () -> Set.copyOf(Region.ofMasks()), "OBJ-7"));
  }

  /** What is detached and what is not. */
  private static List<Wrong<ObjectiveTrial>> inGradients() {
    return List.of(
        comparing(
            "the prediction is detached",
            (p, z) -> CosineDistance.mean(p.stopGradient(), z, null),
            "OBJ-8",
            "OBJ-16"),
        comparing(
            "the loss is rounded",
            (p, z) -> CosineDistance.mean(p.multiply(8).floor(), z, null),
            "OBJ-8"),
        comparing("the target is not detached", (p, z) -> square(p.subtract(z)).meanAll(), "OBJ-9"),
        comparing(
            "prediction and target are exchanged",
            (p, z) -> CosineDistance.mean(z, p, null),
            "OBJ-8",
            "OBJ-9"));
  }

  /** Weights, overflow, empty regions, samples that get in each other's way. */
  private static List<Wrong<ObjectiveTrial>> inNumbers() {
    return List.of(
        of("a weight is declared and not read", new Unread(), "OBJ-10"),
        of("a weight is read and not declared", new Undeclared(), "OBJ-10"),
        weighing("a weight beyond float32", "w", Schedule.constant(1e39), "OBJ-11"),
        comparing(
            "exp overflows",
            (p, z) -> CosineDistance.mean(p, z, null).multiply(1000).exp(),
            "OBJ-12"),
        comparing(
            "divided by the norm",
            (p, z) -> dot(unit(p), unit(z.stopGradient())).meanAll(),
            "OBJ-13"),
        of("the mean over present samples divides by none", new MeanOverNone(), "OBJ-14"),
        comparing(
            "the next sample's target", (p, z) -> CosineDistance.mean(p, next(z), null), "OBJ-15"),
        comparing("later samples count more", ObjectiveMutantsTest::later, "OBJ-15"));
  }

  private static Wrong<ObjectiveTrial> of(String fault, Objective objective, String... caughtBy) {
    return new Wrong<>(fault, new ObjectiveSubject(objective), List.of(caughtBy));
  }

  private static Wrong<ObjectiveTrial> naming(
      String fault, Supplier<Set<Region>> regions, String... caughtBy) {
    Objective objective =
        new Foreground() {
          @Override
          public Set<Region> regions() {
            return regions.get();
          }
        };
    return of(fault, objective, caughtBy);
  }

  private static Wrong<ObjectiveTrial> comparing(
      String fault, BinaryOperator<Tensor> distance, String... caughtBy) {
    Objective objective =
        new Foreground() {
          @Override
          Tensor distance(Tensor prediction, Tensor target, Tensor present) {
            return distance.apply(prediction, target);
          }
        };
    return of(fault, objective, caughtBy);
  }

  private static Wrong<ObjectiveTrial> totalling(
      String fault, UnaryOperator<Tensor> total, String... caughtBy) {
    Objective objective =
        new Foreground() {
          @Override
          Loss reported(Tensor sum, Map<String, Tensor> weights) {
            return new Loss(total.apply(sum), Map.of());
          }
        };
    return of(fault, objective, caughtBy);
  }

  private static Wrong<ObjectiveTrial> reporting(
      String fault, Function<Tensor, Map<String, Tensor>> terms, String... caughtBy) {
    Objective objective =
        new Foreground() {
          @Override
          Loss reported(Tensor sum, Map<String, Tensor> weights) {
            return new Loss(sum, terms.apply(sum));
          }
        };
    return of(fault, objective, caughtBy);
  }

  private static Wrong<ObjectiveTrial> weighing(
      String fault, String name, Schedule schedule, String... caughtBy) {
    Objective objective =
        new Foreground() {
          @Override
          public Map<String, Schedule> weights() {
            return Map.of(name, schedule);
          }

          @Override
          Loss reported(Tensor sum, Map<String, Tensor> weights) {
            return new Loss(sum.multiply(weights.get(name)), Map.of());
          }
        };
    return of(fault, objective, caughtBy);
  }

  /** A right one: both views' foregrounds; a wrong one overrides one method. */
  private static class Foreground implements Objective {
    @Override
    public Set<Region> regions() {
      return Set.of(Region.FOREGROUND);
    }

    @Override
    public Loss loss(Compared compared) {
      RegionVectors v = compared.vectors(Region.FOREGROUND);
      Tensor first = distance(v.prediction(1), v.target(2), v.present(1, 2));
      Tensor second = distance(v.prediction(2), v.target(1), v.present(2, 1));
      return reported(first.add(second), compared.weights());
    }

    Tensor distance(Tensor prediction, Tensor target, Tensor present) {
      return CosineDistance.mean(prediction, target, present);
    }

    Loss reported(Tensor sum, Map<String, Tensor> weights) {
      return new Loss(sum, Map.of("both", sum));
    }
  }

  private static final class Unread extends Foreground {
    @Override
    public Map<String, Schedule> weights() {
      return Map.of("sharpness", Schedule.constant(1));
    }
  }

  private static final class Undeclared extends Foreground {
    @Override
    Loss reported(Tensor sum, Map<String, Tensor> weights) {
      return new Loss(sum.multiply(weights.get("sharpness")), Map.of());
    }
  }

  private static final class MeanOverNone extends Foreground {
    @Override
    Tensor distance(Tensor prediction, Tensor target, Tensor present) {
      Tensor sum = CosineDistance.perSample(prediction, target).multiply(present).sumAll();
      return sum.divide(present.sumAll());
    }
  }

  private static Tensor ownOutput(Tensor total) {
    total.recorder().output("lossBeforeWeights", total);
    return total;
  }

  private static Tensor square(Tensor x) {
    return x.multiply(x);
  }

  private static Tensor unit(Tensor x) {
    return x.divide(square(x).sum(1).sqrt());
  }

  private static Tensor dot(Tensor a, Tensor b) {
    return a.multiply(b).sum(1);
  }

  /** Row n becomes row n - 1. */
  private static Tensor next(Tensor x) {
    int samples = x.shape().dim(0);
    return x.recorder().concat(0, List.of(x.slice(0, 1, samples), x.slice(0, 0, 1)));
  }

  private static Tensor later(Tensor prediction, Tensor target) {
    int samples = prediction.shape().dim(0);
    double[] place = IntStream.range(0, samples).asDoubleStream().toArray();
    Tensor weight = prediction.recorder().constant(TensorData.of(Shape.of(samples, 1), place));
    return CosineDistance.perSample(prediction, target).multiply(weight).meanAll();
  }
}
