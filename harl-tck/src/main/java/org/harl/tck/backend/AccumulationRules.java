package org.harl.tck.backend;

import java.util.List;
import org.harl.method.TargetAverage;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Sgd;
import org.harl.train.step.HarlStep;

/** EMA: steps whose gradients are the mean over several batches. */
final class AccumulationRules {
  static final HarlStep STEP = StepCase.of(new Sgd(0.5, 0.125), TargetAverage.PARAMETERS);

  private AccumulationRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "EMA-9",
                "Batches that are accumulated MUST leave the parameters of both networks as they are.",
                "xi and theta are the same before and after",
                AccumulationRules::partsMoveNothing)
            .exactly(),
        Rule.of(
            "EMA-10",
            "With accumulation the average MUST run once a step.",
            "xi <- tau xi + (1 - tau) theta' once, however many batches the step has",
            AccumulationRules::onceAStep),
        Rule.of(
            "EMA-11",
            "Two equal halves MUST move the networks like the batch itself, and leave empty sums.",
            "g = g/2 + g/2; accumulated = 0",
            AccumulationRules::halves));
  }

  private static void partsMoveNothing(Trial trial) {
    EmaCase drawn = EmaCase.drawn(trial, STEP);
    Program part = STEP.accumulation(2).program();
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(drawn.start());
          Executable executable = session.compile(part)) {
        StateDict before = session.variables();
        executable.run(drawn.feeds(part));
        executable.run(drawn.feeds(part));
        StateDict after = session.variables();
        for (String name : drawn.parameters()) {
          Trial.same(name, after.get(name), before.get(name));
          String online = EmaCase.online(name);
          Trial.same(online, after.get(online), before.get(online));
        }
      }
    }
  }

  private static void onceAStep(Trial trial) {
    EmaCase drawn = EmaCase.drawn(trial, STEP).at(0.75);
    for (Precision precision : trial.precisions()) {
      StateDict after = inHalves(trial, precision, drawn).variables();
      for (String name : drawn.parameters()) {
        TensorData online = after.get(EmaCase.online(name));
        double[] expected = EmaCase.average(0.75, drawn.start().get(name), online);
        trial.near(precision, name, after.get(name), expected);
      }
    }
  }

  private static Outcome inHalves(Trial trial, Precision precision, EmaCase drawn) {
    Program part = STEP.accumulation(2).program();
    Program whole = STEP.application(STEP.variables());
    try (Session session = trial.open(precision).session(drawn.start());
        Executable accumulation = session.compile(part);
        Executable application = session.compile(whole)) {
      accumulation.run(drawn.feeds(part));
      accumulation.run(drawn.feeds(part));
      return new Outcome(application.run(drawn.feeds(whole)), session.variables());
    }
  }

  private static void halves(Trial trial) {
    EmaCase drawn = EmaCase.drawn(trial, STEP).at(0.75);
    for (Precision precision : trial.precisions()) {
      Outcome whole = drawn.run(trial.open(precision));
      Outcome halves = inHalves(trial, precision, drawn);
      String norm = "gradientNorm";
      trial.near(precision, norm, halves.values(norm), whole.values(norm));
      StateDict expected = whole.variables();
      StateDict got = halves.variables();
      for (String name : drawn.parameters()) {
        trial.near(precision, name, got.get(name), expected.get(name));
        String online = EmaCase.online(name);
        trial.near(precision, online, got.get(online), expected.get(online));
      }
      for (String name : STEP.variables().accumulators().keySet()) {
        TensorData sum = got.get(name);
        trial.near(precision, name, sum, new double[sum.shape().size()]);
      }
    }
  }
}
