package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.method.TargetAverage;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Precision;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;
import org.harl.train.step.Ema;
import org.harl.train.step.HarlStep;

/** OPT: what a kernel owes that stands for the primitives of a composite. */
final class FusionRules {
  private static final Shape SHAPE = Shape.of(3, 2);
  private static final List<Optimiser> FUSED =
      List.of(
          new Lars(0.125, 0.75, 0.25, LarsVariant.TRUST_OF_SUM),
          new Lars(0.125, 0.75, 0.25, LarsVariant.BYOL_JAX),
          new Sgd(0.75, 0.25),
          new Sgd(0.75, 0.25).nesterov());

  private FusionRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "OPT-9",
            "A kernel for a composite (lars, sgd, nesterov, norm, ema) MUST compute what its primitives compute.",
            "run(program) = run(program without composites)",
            FusionRules::primitives),
        Rule.of(
            "OPT-10",
            "A value read before a weight, a momentum or a target moves MUST be the old value afterwards too.",
            "old = w; w <- w - lr v; output old",
            FusionRules::oldValues));
  }

  private static void primitives(Trial trial) {
    for (Optimiser optimiser : FUSED) {
      HarlStep step = StepCase.of(optimiser, TargetAverage.BUFFERS_TOO);
      Program program = step.application(step.variables());
      Program plain = new Program(program.ops(), program.outputs(), List.of());
      StateDict start = drawn(trial, StepCase.start(step, 3));
      Map<String, TensorData> feeds =
          Map.of("learningRate", TensorData.scalar(0.5), "tau", TensorData.scalar(0.75));
      for (Precision precision : trial.precisions()) {
        Backend backend = trial.open(precision);
        Outcome expected = Trial.run(backend, start, plain, feeds);
        trial.likeReference(precision, Trial.run(backend, start, program, feeds), expected);
      }
    }
  }

  /** The same variables with drawn values. */
  private static StateDict drawn(Trial trial, StateDict variables) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    variables.asMap().forEach((name, value) -> values.put(name, trial.draw(value.shape())));
    return new StateDict(values);
  }

  private static void oldValues(Trial trial) {
    for (Optimiser optimiser : FUSED) {
      Program program = Trial.program(recorder -> record(trial.host(), optimiser, recorder));
      Map<String, TensorData> start = new LinkedHashMap<>();
      for (Op read : program.variables().values()) {
        start.put(read.name(), trial.draw(SHAPE));
      }
      Map<String, TensorData> feeds =
          Map.of(
              "learningRate", TensorData.scalar(0.5),
              "tau", TensorData.scalar(0.75),
              "g", trial.draw(SHAPE));
      for (Precision precision : trial.precisions()) {
        Outcome outcome = trial.run(precision, new StateDict(start), program, feeds);
        start.forEach(
            (name, old) -> trial.near(precision, "old " + name, outcome.outputs().get(name), old));
      }
    }
  }

  private static void record(Host host, Optimiser optimiser, Recorder recorder) {
    Tensor w = recorder.variable("w", SHAPE);
    Tensor v = recorder.variable("momentum.w", SHAPE);
    Tensor target = recorder.variable("target", SHAPE);
    Tensor rate = recorder.input("learningRate", ElementType.REAL, Shape.of());
    Tensor g = recorder.input("g", ElementType.REAL, SHAPE);
    host.optimise(optimiser, recorder, rate, List.of(new Optimiser.Update("w", w, g)));
    Tensor tau = recorder.input("tau", ElementType.REAL, Shape.of());
    Tensor online = recorder.variable("w", SHAPE);
    host.average(recorder, tau, List.of(new Ema.Average("target", target, online)));
    recorder.output("w", w);
    recorder.output("momentum.w", v.transpose(1, 0).transpose(1, 0));
    recorder.output("target", target.add(0));
  }
}
