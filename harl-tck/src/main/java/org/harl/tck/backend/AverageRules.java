package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.method.TargetAverage;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Sgd;
import org.harl.train.step.Ema;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepVariables;

/** EMA: what a step does to the target network. */
final class AverageRules {
  private AverageRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "EMA-1",
                "At tau 1 a step MUST leave the target's parameters as they are.",
                "xi <- 1 xi + 0 theta",
                trial -> keeps(trial, TargetAverage.PARAMETERS))
            .exactly(),
        Rule.<Trial>of(
                "EMA-2",
                "At tau 0 a step MUST give the target the online network's values after the step.",
                "xi <- 0 xi + 1 theta",
                AverageRules::copies)
            .exactly(),
        Rule.of(
            "EMA-3",
            "The average MUST take the online value after the optimiser's step.",
            "theta' = theta - lr v; xi <- tau xi + (1 - tau) theta'",
            AverageRules::afterTheOptimiser),
        Rule.of(
            "EMA-4",
            "Running statistics of the target MUST be its own, moved by its own batches.",
            "as at tau 1, whatever tau is",
            AverageRules::ownStatistics),
        Rule.of(
            "EMA-5",
            "BUFFERS_TOO MUST average the running statistics after they moved by the target's batches.",
            "m <- tau m' + (1 - tau) m'(online)",
            AverageRules::averagedStatistics),
        Rule.<Trial>of(
                "EMA-6",
                "No gradient MUST reach the target network.",
                "d loss / d xi = 0",
                AverageRules::noGradient)
            .exactly(),
        Rule.<Trial>of(
                "EMA-7",
                "Tau MUST be read at every step.",
                "xi <- tau_k xi + (1 - tau_k) theta, tau = 3/4, 1/4, 1, 1/2",
                AverageRules::tauOfTheStep)
            .exactly(),
        Rule.<Trial>of(
                "EMA-8",
                "The target network MUST start as a copy of the online network.",
                "xi = theta",
                AverageRules::startsAsCopy)
            .exactly());
  }

  /** Gradients of SGD are large enough for any of it to be seen in the target. */
  static HarlStep step(TargetAverage average) {
    return StepCase.of(new Sgd(0.5, 0.125), average);
  }

  private static void keeps(Trial trial, TargetAverage average) {
    EmaCase drawn = EmaCase.drawn(trial, step(average)).at(1);
    for (Precision precision : trial.precisions()) {
      StateDict after = drawn.run(trial.open(precision)).variables();
      StateDict before = stored(trial, precision, drawn.start());
      for (String name : drawn.parameters()) {
        Trial.same(name, after.get(name), before.get(name));
      }
    }
  }

  /** The values as a session of the backend holds them. */
  private static StateDict stored(Trial trial, Precision precision, StateDict values) {
    try (Session session = trial.open(precision).session(values)) {
      return session.variables();
    }
  }

  private static void copies(Trial trial) {
    EmaCase drawn = EmaCase.drawn(trial, step(TargetAverage.PARAMETERS)).at(0);
    for (Precision precision : trial.precisions()) {
      StateDict after = drawn.run(trial.open(precision)).variables();
      for (String name : drawn.parameters()) {
        Trial.same(name, after.get(name), after.get(EmaCase.online(name)));
      }
    }
  }

  private static void afterTheOptimiser(Trial trial) {
    EmaCase drawn = EmaCase.drawn(trial, step(TargetAverage.PARAMETERS)).at(0.75);
    for (Precision precision : trial.precisions()) {
      StateDict after = drawn.run(trial.open(precision)).variables();
      for (String name : drawn.parameters()) {
        TensorData online = after.get(EmaCase.online(name));
        double[] expected = EmaCase.average(0.75, drawn.start().get(name), online);
        trial.near(precision, name, after.get(name), expected);
      }
    }
  }

  private static void ownStatistics(Trial trial) {
    EmaCase drawn = EmaCase.drawn(trial, step(TargetAverage.PARAMETERS));
    for (Precision precision : trial.precisions()) {
      StateDict expected = drawn.at(1).run(trial.reference(precision)).variables();
      StateDict after = drawn.at(0.25).run(trial.open(precision)).variables();
      for (String name : drawn.statistics()) {
        trial.near(precision, name, after.get(name), expected.get(name));
      }
    }
  }

  private static void averagedStatistics(Trial trial) {
    EmaCase own = EmaCase.drawn(trial, step(TargetAverage.PARAMETERS)).at(0.75);
    EmaCase averaged = new EmaCase(step(TargetAverage.BUFFERS_TOO), own.start(), own.feeds());
    for (Precision precision : trial.precisions()) {
      StateDict moved = own.run(trial.reference(precision)).variables();
      StateDict after = averaged.run(trial.open(precision)).variables();
      for (String name : own.statistics()) {
        TensorData online = moved.get(EmaCase.online(name));
        double[] expected = EmaCase.average(0.75, moved.get(name), online);
        trial.near(precision, name, after.get(name), expected);
      }
    }
  }

  private static void noGradient(Trial trial) {
    EmaCase drawn = EmaCase.drawn(trial, step(TargetAverage.PARAMETERS));
    Program program = byTarget(drawn);
    for (Precision precision : trial.precisions()) {
      Outcome outcome = trial.run(precision, drawn.start(), program, drawn.feeds(program));
      for (String name : drawn.parameters()) {
        double[] gradient = outcome.values("gradient." + name);
        trial.near(precision, "gradient by " + name, gradient, new double[gradient.length]);
      }
    }
  }

  /** The step's first half, and the loss by each of the target's parameters. */
  private static Program byTarget(EmaCase drawn) {
    Program program = drawn.step().accumulation(1).program();
    List<Op> ops = new ArrayList<>(program.ops());
    Map<String, Integer> outputs = new HashMap<>(program.outputs());
    int loss = outputs.get("loss");
    for (String name : drawn.parameters()) {
      Op leaf = program.variables().get(name);
      outputs.put("gradient." + name, ops.size());
      List<Integer> inputs = List.of(loss, leaf.id());
      ops.add(
          new Op(
              ops.size(),
              Op.Kind.GRADIENT,
              ElementType.REAL,
              leaf.shape(),
              inputs,
              List.of(),
              List.of(),
              List.of(),
              null));
    }
    return new Program(ops, outputs, program.composites());
  }

  /** Short binary fractions, so that no precision rounds. */
  private static void tauOfTheStep(Trial trial) {
    Shape shape = Shape.of(4);
    Map<String, TensorData> start = Map.of("xi", trial.draw(shape), "theta", trial.draw(shape));
    Program program = Trial.program(recorder -> average(trial.host(), recorder, shape));
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(new StateDict(start));
          Executable executable = session.compile(program)) {
        TensorData xi = start.get("xi");
        for (double tau : new double[] {0.75, 0.25, 1, 0.5}) {
          executable.run(Map.of("tau", TensorData.scalar(tau)));
          xi = TensorData.of(shape, EmaCase.average(tau, xi, start.get("theta")));
          Trial.same("target at tau " + tau, session.variables().get("xi"), xi);
        }
      }
    }
  }

  private static void average(Host host, Recorder recorder, Shape shape) {
    Tensor tau = recorder.input("tau", ElementType.REAL, Shape.of());
    Tensor target = recorder.variable("xi", shape);
    Tensor online = recorder.variable("theta", shape);
    host.average(recorder, tau, List.of(new Ema.Average("xi", target, online)));
  }

  private static void startsAsCopy(Trial trial) {
    StepVariables variables = StepCase.standard().variables();
    StateDict start = trial.host().initial(variables, 9);
    for (Precision precision : trial.precisions()) {
      StateDict stored = stored(trial, precision, start);
      for (String name : variables.target().keySet()) {
        Trial.same(name, stored.get(name), stored.get(EmaCase.online(name)));
      }
    }
  }
}
