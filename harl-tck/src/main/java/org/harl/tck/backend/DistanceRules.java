package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.tck.golden.LossDefinition;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** LOSS, its distance: 2 - 2 cos of a prediction and a target that is not learned from. */
final class DistanceRules {
  private static final Schedule HALF = Schedule.cosineToOne(0.5);
  private static final Shape SHAPE = Shape.of(4, 8);

  private DistanceRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
            "LOSS-8",
            "A vector MUST be at 0 from itself, 2 from an orthogonal one, 4 from its negative.",
            "2 - 2 cos(p, z)",
            DistanceRules::range),
        Rule.<Trial>of(
            "LOSS-9",
            "A zero vector MUST have a finite loss and finite gradients.",
            "d = 2; dd/dp = -2 rsqrt(1e-12) z / |z| / N; golden zero row",
            DistanceRules::zeroVector),
        Rule.<Trial>of(
            "LOSS-10",
            "The squared length of a vector MUST be bounded below, not added to.",
            "x rsqrt(max(sum x^2, 1e-12))",
            DistanceRules::floor),
        Rule.<Trial>of(
            "LOSS-11",
            "The loss MUST NOT change when a prediction is scaled by a positive factor.",
            "L(s p) = L(p), s > 0, of each sample its own",
            DistanceRules::scaled),
        Rule.<Trial>of(
                "LOSS-12",
                "A gradient MUST NOT reach a target.",
                "dL/dz = 0",
                DistanceRules::targets)
            .exactly(),
        Rule.<Trial>of(
            "LOSS-13",
            "The loss MUST NOT change when view 1 and view 2 change places.",
            "L(p1, p2, z1, z2) = L(p2, p1, z2, z1)",
            DistanceRules::exchanged));
  }

  /** Outputs {@code distance}, and {@code gradient} of its sum by the predictions. */
  private static Outcome distances(Trial trial, Precision precision, TensorData p, TensorData z) {
    Program program =
        Trial.program(
            r -> {
              Tensor prediction = r.input("p", ElementType.REAL, p.shape());
              Tensor target = r.input("z", ElementType.REAL, z.shape());
              Tensor distance = trial.host().distance(prediction, target);
              r.output("distance", distance);
              r.output("gradient", r.gradients(distance.sumAll(), List.of(prediction)).get(0));
            });
    return trial.run(precision, new StateDict(Map.of()), program, Map.of("p", p, "z", z));
  }

  private static void range(Trial trial) {
    double[] vector = trial.draw(8);
    vector[0] = 1;
    double[] rows = new double[32];
    double[] targets = new double[32];
    for (int i = 0; i < 8; i++) {
      for (int sample = 0; sample < 4; sample++) {
        rows[sample * 8 + i] = vector[i];
      }
      targets[i] = vector[i];
      targets[8 + i] = -vector[i];
      targets[16 + i] = i % 2 == 0 ? -vector[i + 1] : vector[i - 1];
      targets[24 + i] = 3 * vector[i];
    }
    for (Precision precision : trial.precisions()) {
      Outcome got =
          distances(trial, precision, TensorData.of(SHAPE, rows), TensorData.of(SHAPE, targets));
      trial.near(precision, "distance", got.values("distance"), new double[] {0, 4, 2, 0});
    }
  }

  private static void zeroVector(Trial trial) {
    Golden golden = Golden.read("objective-zero-row");
    TensorData p = golden.tensor("p");
    TensorData z = golden.tensor("z");
    LossCase losses = new LossCase(trial.host(), RegionObjective.byol(), p.shape(), false);
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    losses.names("p").forEach(name -> feeds.put(name, p));
    losses.names("z").forEach(name -> feeds.put(name, z));
    double[] expected = {2 * golden.expect().get("loss").asDouble()};
    for (Precision precision : trial.precisions()) {
      Outcome got = losses.run(trial, precision, feeds);
      trial.near(precision, "loss", got.values("loss"), expected);
      for (String name : losses.names("p")) {
        rows(trial, precision, name, got.values("grad." + name), p, z);
      }
    }
  }

  /** The gradient of every sample; a zero vector's is a million times as long as others. */
  private static void rows(
      Trial trial, Precision precision, String name, double[] got, TensorData p, TensorData z) {
    for (int n = 0; n < 3; n++) {
      double[] expected = gradient(row(p, n), row(z, n));
      double[] row = Arrays.copyOfRange(got, n * 8, n * 8 + 8);
      trial.near(precision, "gradient by sample " + n + " of " + name, row, expected);
    }
  }

  private static double[] row(TensorData data, int n) {
    return Arrays.copyOfRange(data.toDoubles(), n * 8, n * 8 + 8);
  }

  /** {@code -2/3 (z' - (z' p') p') / |p|}, p' and z' of length 1; without p' where p is 0. */
  private static double[] gradient(double[] p, double[] z) {
    double lengthP = Math.sqrt(Math.max(dot(p, p), 1e-12));
    double lengthZ = Math.sqrt(Math.max(dot(z, z), 1e-12));
    double along = dot(p, z) / (lengthP * lengthZ);
    double[] gradient = new double[p.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = -2.0 / 3 * (z[i] / lengthZ - along * p[i] / lengthP) / lengthP;
    }
    return gradient;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void floor(Trial trial) {
    double[] lengths = {0x1p-18, 0x1p-19, 0x1p-21, 0x1p-30};
    TensorData p = diagonal(lengths);
    TensorData z = diagonal(1, 1, 1, 1);
    double[] expected = new double[4];
    double[] gradient = new double[32];
    for (int n = 0; n < 4; n++) {
      expected[n] = LossDefinition.distance(row(p, n), row(z, n));
      // above the floor the gradient is orthogonal to the prediction, and here 0
      gradient[9 * n] = lengths[n] < 1e-6 ? -2e6 : 0;
    }
    for (Precision precision : trial.precisions()) {
      Outcome got = distances(trial, precision, p, z);
      trial.near(precision, "short prediction", got.values("distance"), expected);
      trial.near(precision, "gradient", got.values("gradient"), gradient);
      got = distances(trial, precision, z, p);
      trial.near(precision, "short target", got.values("distance"), expected);
    }
  }

  /** Sample n is {@code lengths[n]} along axis n. */
  private static TensorData diagonal(double... lengths) {
    double[] rows = new double[32];
    for (int n = 0; n < 4; n++) {
      rows[9 * n] = lengths[n];
    }
    return TensorData.of(SHAPE, rows);
  }

  private static LossCase hybrid(Trial trial) {
    return new LossCase(trial.host(), RegionObjective.hybrid(HALF, HALF), SHAPE, false);
  }

  private static void scaled(Trial trial) {
    LossCase losses = hybrid(trial);
    Map<String, TensorData> feeds = losses.drawn(trial, 0.5, 0.75);
    Map<String, TensorData> scaled = new LinkedHashMap<>(feeds);
    for (String name : losses.names("p")) {
      double[] values = feeds.get(name).toDoubles();
      for (int i = 0; i < values.length; i++) {
        values[i] *= 0.125 + i / 8 * 1.5;
      }
      scaled.put(name, TensorData.of(SHAPE, values));
    }
    for (Precision precision : trial.precisions()) {
      double[] expected = losses.run(trial, precision, feeds).values("loss");
      double[] got = losses.run(trial, precision, scaled).values("loss");
      trial.near(precision, "loss", got, expected);
    }
  }

  private static void targets(Trial trial) {
    LossCase losses = hybrid(trial);
    Map<String, TensorData> feeds = losses.drawn(trial, 0.5, 0.75);
    for (Precision precision : trial.precisions()) {
      Outcome got = losses.run(trial, precision, feeds);
      for (String name : losses.names("z")) {
        PoolingRules.zeros("gradient by " + name, got.values("grad." + name));
      }
    }
  }

  private static void exchanged(Trial trial) {
    LossCase losses = hybrid(trial);
    Map<String, TensorData> feeds = losses.drawn(trial, 0.5, 0.75);
    Map<String, TensorData> exchanged = new LinkedHashMap<>();
    feeds.forEach((name, data) -> exchanged.put(other(name), data));
    for (Precision precision : trial.precisions()) {
      double[] expected = losses.run(trial, precision, feeds).values("loss");
      double[] got = losses.run(trial, precision, exchanged).values("loss");
      trial.near(precision, "loss", got, expected);
    }
  }

  private static String other(String name) {
    return name.endsWith(".1")
        ? name.replace(".1", ".2")
        : name.endsWith(".2") ? name.replace(".2", ".1") : name;
  }
}
