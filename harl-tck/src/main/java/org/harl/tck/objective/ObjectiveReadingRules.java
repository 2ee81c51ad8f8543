package org.harl.tck.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.harl.objective.Region;
import org.harl.schedule.Schedule;
import org.harl.tck.backend.Outcome;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Rule;
import org.harl.tck.objective.ObjectiveTrial.Recording;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** OBJ, what the loss reads: vectors, gradients, weights. */
final class ObjectiveReadingRules {
  /** Shares of a run: a weight may be 0 at its start or its end. */
  private static final List<Double> SHARES = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

  private ObjectiveReadingRules() {}

  static List<Rule<ObjectiveTrial>> rules() {
    return List.of(
        Rule.<ObjectiveTrial>of(
                "OBJ-7",
                "Every region that is named MUST change the loss.",
                "loss(v) != loss(v') for some v, v' that differ in the region's vectors alone",
                ObjectiveReadingRules::regions)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-8",
                "A prediction that changes the loss MUST get a gradient, and one prediction must.",
                "loss(p) != loss(p') for some p': d loss / dp != 0 for some p",
                ObjectiveReadingRules::predictions)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-9",
                "A target MUST NOT get a gradient.",
                "d loss / dz = 0",
                ObjectiveReadingRules::targets)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-10",
                "An objective MUST do with the weights that it declares, and each MUST change the"
                    + " loss.",
                "loss(w) != loss(w') for some vectors",
                ObjectiveReadingRules::weights)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-11",
                "Weights MUST be the same ones at every call and finite in float32 at every step.",
                "-inf < (float) w(k, K) < inf",
                ObjectiveReadingRules::schedules)
            .exactly());
  }

  private static void regions(ObjectiveTrial trial) {
    Recording recording = trial.record();
    for (Region region : trial.objective().regions()) {
      Trial.require(
          trial.names(region).stream().anyMatch(name -> changesTheLoss(trial, recording, name)),
          region + " is named, but the loss depends on none of its vectors");
    }
  }

  private static void predictions(ObjectiveTrial trial) {
    Recording recording = trial.record();
    List<String> reached = new ArrayList<>();
    for (Region region : trial.objective().regions()) {
      for (String name : trial.online(region)) {
        if (hasGradient(trial, recording, name)) {
          reached.add(name);
        } else {
          Trial.require(
              !changesTheLoss(trial, recording, name),
              name + " changes the loss, but gets no gradient");
        }
      }
    }
    Trial.require(!reached.isEmpty(), "no prediction gets a gradient");
  }

  private static void targets(ObjectiveTrial trial) {
    Recording recording = trial.record();
    for (Region region : trial.objective().regions()) {
      for (String name : trial.targets(region)) {
        Trial.require(
            !hasGradient(trial, recording, name),
            name + " gets a gradient; read it through stopGradient()");
      }
    }
  }

  private static boolean hasGradient(ObjectiveTrial trial, Recording recording, String name) {
    return SHARES.stream()
        .flatMapToDouble(
            share -> Arrays.stream(trial.run(recording, trial.draw(share)).values(name)))
        .anyMatch(g -> g != 0);
  }

  /** Whether another value of an input gives another loss, at one share of a run at least. */
  private static boolean changesTheLoss(ObjectiveTrial trial, Recording recording, String name) {
    return SHARES.stream()
        .map(trial::draw)
        .anyMatch(feeds -> changesTheLoss(trial, recording, feeds, name));
  }

  private static boolean changesTheLoss(
      ObjectiveTrial trial, Recording recording, Map<String, TensorData> feeds, String name) {
    Shape shape = feeds.get(name).shape();
    TensorData other = shape.rank() == 0 ? shrunk(feeds.get(name).at(0)) : trial.draw(shape);
    double before = trial.run(recording, feeds).values(ObjectiveTrial.TOTAL)[0];
    Outcome after = trial.run(recording, ObjectiveTrial.with(feeds, name, other));
    return before != after.values(ObjectiveTrial.TOTAL)[0];
  }

  private static TensorData shrunk(double weight) {
    return ObjectiveTrial.filled(Shape.of(), weight == 0 ? 0.0625 : weight * 0.875);
  }

  private static void weights(ObjectiveTrial trial) {
    TreeSet<String> names = new TreeSet<>(trial.objective().weights().keySet());
    Recording recording;
    try {
      recording = trial.record();
    } catch (RuntimeException e) {
      throw new BrokenPromise("given the weights " + names + ", loss() ends in " + e, e);
    }
    for (String name : names) {
      Trial.require(
          changesTheLoss(trial, recording, ObjectiveTrial.weight(name)),
          "weight '" + name + "' is declared, but the loss does not depend on it");
    }
  }

  private static void schedules(ObjectiveTrial trial) {
    Map<String, Schedule> weights = trial.objective().weights();
    Trial.require(
        weights.equals(trial.objective().weights()),
        "weights() is " + weights + " and then " + trial.objective().weights());
    for (long total : new long[] {1, 2, 1000}) {
      Stream.iterate(0L, step -> step <= total, step -> step + 1)
          .forEach(step -> requireFinite(weights, step, total));
    }
  }

  private static void requireFinite(Map<String, Schedule> weights, long step, long total) {
    weights.forEach(
        (name, schedule) ->
            Trial.require(
                Float.isFinite((float) schedule.at(step, total)),
                "weight '%s' at step %d of %d is %s"
                    .formatted(name, step, total, (float) schedule.at(step, total))));
  }
}
