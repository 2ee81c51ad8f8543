package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;

/** STEP: the whole step, in one program and in parts. */
final class StepUpdates {
  private static final Tolerance TWO_STEPS = new Tolerance(1e-3, 3e-4);
  private static final String WHY =
      "float32 rounding grows through six batch norms over 4 samples, and in the second step";

  private StepUpdates() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "STEP-6",
                "A step MUST give the reference's outputs and leave the reference's variables.",
                "Algorithm 1 of Tran et al. 2022, twice: the second step has momentum",
                StepUpdates::wholeStep)
            .within(TWO_STEPS, WHY),
        Rule.<Trial>of(
                "STEP-7",
                "Gradients accumulated over two halves MUST move the networks like their mean.",
                "two batches, accumulated and applied, twice, as the reference does it",
                StepUpdates::halves)
            .within(TWO_STEPS, WHY),
        Rule.of(
            "STEP-8",
            "The same batch accumulated twice MUST move the networks like the batch.",
            "all variables but the running statistics, which move twice; accumulated = 0",
            StepUpdates::sameBatchTwice));
  }

  private static void wholeStep(Trial trial) {
    HarlStep step = StepCase.standard();
    StateDict start = StepCase.start(step, 1);
    List<Map<String, TensorData>> feeds =
        List.of(StepCase.feeds(step, trial.random()), StepCase.feeds(step, trial.random()));
    for (Precision precision : trial.precisions()) {
      trial.likeReference(
          precision,
          twoSteps(trial.open(precision), step, start, feeds),
          twoSteps(trial.reference(precision), step, start, feeds));
    }
  }

  private static Outcome twoSteps(
      Backend backend, HarlStep step, StateDict start, List<Map<String, TensorData>> feeds) {
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    try (Session session = backend.session(start);
        Executable executable = session.compile(step.program())) {
      for (int k = 0; k < feeds.size(); k++) {
        String suffix = " of step " + k;
        executable.run(feeds.get(k)).forEach((name, value) -> outputs.put(name + suffix, value));
      }
      return StepCase.determined(new Outcome(outputs, session.variables()));
    }
  }

  private static void halves(Trial trial) {
    HarlStep step = StepCase.standard();
    StateDict start = StepCase.start(step, 2);
    List<Map<String, TensorData>> feeds =
        List.of(StepCase.feeds(step, trial.random()), StepCase.feeds(step, trial.random()));
    for (Precision precision : trial.precisions()) {
      trial.likeReference(
          precision,
          accumulated(trial.open(precision), step, start, feeds, 2),
          accumulated(trial.reference(precision), step, start, feeds, 2));
    }
  }

  private static Outcome accumulated(
      Backend backend,
      HarlStep step,
      StateDict start,
      List<Map<String, TensorData>> feeds,
      int steps) {
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    try (Session session = backend.session(start);
        Executable accumulation = session.compile(step.accumulation(feeds.size()).program());
        Executable application = session.compile(step.application(step.variables()))) {
      for (int k = 0; k < steps; k++) {
        for (int half = 0; half < feeds.size(); half++) {
          String suffix = " of half " + half + ", step " + k;
          accumulation
              .run(pictures(feeds.get(half)))
              .forEach((name, value) -> outputs.put(name + suffix, value));
        }
        outputs.putAll(application.run(rates(feeds.get(0))));
      }
      return StepCase.determined(new Outcome(outputs, session.variables()));
    }
  }

  private static Map<String, TensorData> rates(Map<String, TensorData> feeds) {
    return Map.of("learningRate", feeds.get("learningRate"), "tau", feeds.get("tau"));
  }

  private static Map<String, TensorData> pictures(Map<String, TensorData> feeds) {
    Map<String, TensorData> pictures = new LinkedHashMap<>(feeds);
    pictures.keySet().removeAll(rates(feeds).keySet());
    return pictures;
  }

  private static void sameBatchTwice(Trial trial) {
    HarlStep step = StepCase.standard();
    StateDict start = StepCase.start(step, 2);
    Map<String, TensorData> feeds = StepCase.feeds(step, trial.random());
    for (Precision precision : trial.precisions()) {
      Backend backend = trial.open(precision);
      Outcome whole = Trial.run(backend, start, step.program(), feeds);
      Outcome halves = accumulated(backend, step, start, List.of(feeds, feeds), 1);
      trial.near(
          precision,
          "gradientNorm",
          halves.outputs().get("gradientNorm"),
          whole.outputs().get("gradientNorm"));
      StepCase.determined(whole)
          .variables()
          .filter(name -> !name.contains("running_"))
          .asMap()
          .forEach((name, e) -> trial.near(precision, name, halves.variables().get(name), e));
    }
  }
}
