package org.harl.train.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.method.Method;
import org.harl.method.TargetAverage;
import org.harl.model.Scope.Declaration;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Descent;
import org.harl.train.optimise.GradientNorm;

/** The half of a step after the loss: gradients, optimiser, target network. */
record StepUpdate(Recorder recorder, StepVariables variables, Method method) {

  /** Along the loss by every parameter of the online network. */
  Descent descent(Tensor loss) {
    return Descent.of(recorder, variables.online(), loss);
  }

  /** Along the sum of the gradients so far. */
  Descent accumulated() {
    Map<String, Tensor> sums = new LinkedHashMap<>();
    variables
        .trainable()
        .forEach(
            (name, declared) ->
                sums.put(name, recorder.variable(accumulator(name), declared.shape())));
    return Descent.along(recorder, variables.online(), sums);
  }

  /** The optimiser moves the online network, then the target network follows it. */
  void apply(Descent descent) {
    recorder.output(
        StepNames.GRADIENT_NORM, GradientNorm.of(List.copyOf(descent.gradients().values())));
    descent.apply(method.optimiser(), scalar(StepNames.LEARNING_RATE));
    if (variables.target().isEmpty()) {
      return;
    }
    Tensor tau = scalar(StepNames.TAU);
    List<Ema.Average> averages = new ArrayList<>();
    variables
        .target()
        .forEach(
            (name, declared) -> {
              if (declared.trainable() || method.average() == TargetAverage.BUFFERS_TOO) {
                averages.add(follow(name, declared));
              }
            });
    Ema.record(recorder, tau, averages);
  }

  private Tensor scalar(String name) {
    return recorder.input(name, ElementType.REAL, Shape.of());
  }

  private static String accumulator(String name) {
    return StepVariables.ACCUMULATED + name;
  }

  private Ema.Average follow(String target, Declaration declared) {
    return new Ema.Average(
        target,
        recorder.variable(target, declared.shape()),
        recorder.variable(StepVariables.followed(target), declared.shape()));
  }

  /** Adds gradients to the sum. */
  void accumulate(Descent descent) {
    Map<String, Tensor> sums = accumulated().gradients();
    descent
        .gradients()
        .forEach(
            (name, gradient) -> recorder.assign(accumulator(name), sums.get(name).add(gradient)));
  }

  /** Sets the sum to zero. */
  void empty() {
    variables
        .accumulators()
        .forEach(
            (name, declared) ->
                recorder.assign(name, recorder.constant(0).broadcastTo(declared.shape())));
  }
}
