package org.harl.train.step;

import java.util.ArrayList;
import java.util.List;
import org.harl.model.Scope.Declaration;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Optimiser;

/** The half of a step after the loss: gradients, optimiser, target network. */
record StepUpdate(
    Recorder recorder, StepVariables variables, Optimiser optimiser, TargetAverage average) {

  /** The loss by every parameter of the online network, in order. */
  List<Tensor> gradients(Tensor loss) {
    List<Tensor> weights = new ArrayList<>();
    variables
        .trainable()
        .forEach((name, declared) -> weights.add(recorder.variable(name, declared.shape())));
    return recorder.gradients(loss, weights);
  }

  /** The optimiser moves the online network, then the target network follows it. */
  void apply(List<Tensor> gradients) {
    recorder.output("gradientNorm", StepSignals.norm(gradients));
    optimiser.record(recorder, scalar("learningRate"), updates(gradients));
    Tensor tau = scalar("tau");
    List<Ema.Average> averages = new ArrayList<>();
    variables
        .target()
        .forEach(
            (name, declared) -> {
              if (declared.trainable() || average == TargetAverage.BUFFERS_TOO) {
                averages.add(follow(name, declared));
              }
            });
    Ema.record(recorder, tau, averages);
  }

  private Tensor scalar(String name) {
    return recorder.input(name, ElementType.REAL, Shape.of());
  }

  private List<Optimiser.Update> updates(List<Tensor> gradients) {
    List<Optimiser.Update> updates = new ArrayList<>();
    variables
        .trainable()
        .forEach(
            (name, declared) -> {
              Tensor weight = recorder.variable(name, declared.shape());
              updates.add(new Optimiser.Update(name, weight, gradients.get(updates.size())));
            });
    return updates;
  }

  private Ema.Average follow(String target, Declaration declared) {
    return new Ema.Average(
        target,
        recorder.variable(target, declared.shape()),
        recorder.variable(StepVariables.followed(target), declared.shape()));
  }

  /** The gradients' sum so far. */
  List<Tensor> accumulated() {
    List<Tensor> sums = new ArrayList<>();
    variables
        .accumulators()
        .forEach((name, declared) -> sums.add(recorder.variable(name, declared.shape())));
    return sums;
  }

  /** Adds gradients to the sum. */
  void accumulate(List<Tensor> gradients) {
    List<Tensor> sums = accumulated();
    List<String> names = List.copyOf(variables.accumulators().keySet());
    for (int i = 0; i < sums.size(); i++) {
      recorder.assign(names.get(i), sums.get(i).add(gradients.get(i)));
    }
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
