package org.harl.tck.objective;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.harl.method.TargetAverage;
import org.harl.model.StateDict;
import org.harl.objective.Region;
import org.harl.tck.backend.Comparison;
import org.harl.tck.backend.Outcome;
import org.harl.tck.backend.StepCase;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.NotRun;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.tck.objective.ObjectiveTrial.Recording;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Lars;
import org.harl.train.step.HarlStep;

/** OBJ, values: finite whatever comes, and a mean over samples in any order. */
final class ObjectiveValueRules {
  private ObjectiveValueRules() {}

  static List<Rule<ObjectiveTrial>> rules() {
    return List.of(
        Rule.<ObjectiveTrial>of(
                "OBJ-12",
                "Of drawn vectors, loss, terms and gradients MUST be finite.",
                "-inf < loss(v) < inf, from the first to the last step",
                ObjectiveValueRules::drawn)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-13",
                "Of zero vectors, loss, terms and gradients MUST be finite.",
                "v = 0: one of them, all predictions, all targets, all",
                ObjectiveValueRules::zeros)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-14",
                "With absent samples, loss, terms and gradients MUST be finite.",
                "present 0: one, all but one, all of a region's samples, all samples",
                ObjectiveValueRules::absent)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-15",
                "Another order of the samples MUST NOT change loss and terms.",
                "loss(v[order]) = loss(v)",
                ObjectiveValueRules::order)
            .within(
                Tolerance.FLOAT64, "a sum in another order rounds otherwise, in float64 by this"),
        Rule.<ObjectiveTrial>of(
                "OBJ-16",
                "A step with the objective MUST have a finite loss and move the online network.",
                "one HarlStep of a tiny network with LARS",
                ObjectiveValueRules::step)
            .exactly());
  }

  private static void drawn(ObjectiveTrial trial) {
    Recording recording = trial.record();
    for (double share : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      ObjectiveTrial.requireFinite("drawn vectors", trial.run(recording, trial.draw(share)));
    }
  }

  private static void zeros(ObjectiveTrial trial) {
    Recording recording = trial.record();
    for (String zeros :
        List.of(ObjectiveTrial.PREDICTION, ObjectiveTrial.PROJECTION, ObjectiveTrial.TARGET, "")) {
      Map<String, TensorData> feeds = trial.draw(0.5);
      feeds.replaceAll((name, v) -> vectors(name) && name.startsWith(zeros) ? zero(v) : v);
      String of = zeros.isEmpty() ? "zero vectors" : "zero " + zeros + "s";
      ObjectiveTrial.requireFinite(of, trial.run(recording, feeds));
    }
    Map<String, TensorData> drawn = trial.draw(0.5);
    for (String name : drawn.keySet().stream().filter(ObjectiveValueRules::vectors).toList()) {
      Map<String, TensorData> feeds = ObjectiveTrial.with(drawn, name, zero(drawn.get(name)));
      ObjectiveTrial.requireFinite("a zero " + name, trial.run(recording, feeds));
    }
  }

  private static boolean vectors(String name) {
    return name.startsWith(ObjectiveTrial.PREDICTION)
        || name.startsWith(ObjectiveTrial.PROJECTION)
        || name.startsWith(ObjectiveTrial.TARGET);
  }

  private static TensorData zero(TensorData values) {
    return ObjectiveTrial.filled(values.shape(), 0);
  }

  private static void absent(ObjectiveTrial trial) {
    List<Region> masked = trial.objective().regions().stream().filter(Region::masked).toList();
    if (masked.isEmpty()) {
      throw new NotRun("no masked region named");
    }
    Recording recording = trial.record();
    for (double[] present : new double[][] {{0, 1, 1, 1}, {0, 0, 0, 1}, {0, 0, 0, 0}}) {
      Map<String, TensorData> all = trial.draw(0.5);
      for (Region region : masked) {
        String name = ObjectiveTrial.present(region);
        TensorData value = ofEach(region, present);
        Map<String, TensorData> one = ObjectiveTrial.with(trial.draw(0.5), name, value);
        String of = name + " " + Arrays.toString(present);
        ObjectiveTrial.requireFinite(of, trial.run(recording, one));
        all.put(name, value);
      }
      String of = "present " + Arrays.toString(present);
      ObjectiveTrial.requireFinite(of, trial.run(recording, all));
    }
  }

  /** What is so of a sample's K regions, [N, K]. */
  private static TensorData ofEach(Region region, double[] samples) {
    double[] all = new double[samples.length * region.count()];
    Arrays.setAll(all, i -> samples[i / region.count()]);
    return TensorData.of(Shape.of(samples.length, region.count()), all);
  }

  private static void order(ObjectiveTrial trial) {
    Recording recording = trial.record();
    for (int[] order : new int[][] {{1, 0, 2, 3}, {3, 2, 1, 0}, {1, 2, 3, 0}}) {
      Map<String, TensorData> feeds = trial.draw(0.5);
      for (Region region : trial.objective().regions()) {
        feeds.computeIfPresent(
            ObjectiveTrial.present(region), (n, v) -> ofEach(region, new double[] {1, 0, 1, 1}));
      }
      Map<String, TensorData> turned = new LinkedHashMap<>(feeds);
      turned.replaceAll((name, v) -> v.shape().rank() == 0 ? v : rows(v, order));
      Outcome before = trial.run(recording, feeds);
      Outcome after = trial.run(recording, turned);
      recording
          .loss()
          .terms()
          .keySet()
          .forEach(term -> near(ObjectiveTrial.TERM + term, order, after, before));
      near(ObjectiveTrial.TOTAL, order, after, before);
    }
  }

  private static void near(String output, int[] order, Outcome got, Outcome expected) {
    Comparison.near(
        output + " of samples " + Arrays.toString(order),
        Shape.of(),
        got.values(output),
        expected.values(output),
        Tolerance.FLOAT64);
  }

  private static TensorData rows(TensorData values, int[] order) {
    int size = values.shape().size() / order.length;
    double[] from = values.toDoubles();
    double[] to = new double[from.length];
    for (int n = 0; n < order.length; n++) {
      System.arraycopy(from, order[n] * size, to, n * size, size);
    }
    return TensorData.of(values.shape(), to);
  }

  private static void step(ObjectiveTrial trial) {
    HarlStep step = StepCase.of(trial.objective(), Lars.standard(), TargetAverage.PARAMETERS);
    StateDict start = step.variables().initial(7);
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    step.program().inputs().forEach((name, op) -> feeds.put(name, fed(name, op, trial)));
    Outcome outcome = Trial.run(trial.backend(), start, step.program(), feeds);
    double loss = outcome.values("loss")[0];
    Trial.require(Double.isFinite(loss), "the step's loss is " + loss);
    boolean moved = false;
    for (String name : step.variables().declarations().keySet()) {
      double[] values = outcome.variables().get(name).toDoubles();
      Trial.require(
          Arrays.stream(values).allMatch(Double::isFinite), "'" + name + "' is not finite");
      moved |=
          step.variables().online().containsKey(name)
              && step.variables().online().get(name).trainable()
              && !Arrays.equals(values, start.get(name).toDoubles());
    }
    Trial.require(moved, "no parameter of the online network moved");
  }

  private static TensorData fed(String name, Op op, ObjectiveTrial trial) {
    if (op.type() == ElementType.UINT8) {
      int labels =
          Math.max(2, trial.objective().regions().stream().mapToInt(Region::count).max().orElse(0));
      return bytes(op.shape(), name.startsWith("mask") ? labels : 256, trial.random());
    }
    if (op.shape().rank() > 0) { // numbers of samples, names of regions
      return ObjectiveTrial.counted(op.shape(), op.shape().dim(-1));
    }
    double value =
        switch (name) {
          case "learningRate" -> 0.5;
          case "tau" -> 0.75;
          default -> trial.objective().weights().get(name).at(500, 1000);
        };
    return ObjectiveTrial.filled(Shape.of(), value);
  }

  private static TensorData bytes(Shape shape, int below, SplittableRandom random) {
    byte[] values = new byte[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt(below);
    }
    return TensorData.of(shape, values);
  }
}
