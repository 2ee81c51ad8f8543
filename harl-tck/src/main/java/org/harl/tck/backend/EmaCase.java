package org.harl.tck.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;

/** One step of a tiny network, and what its target network was before and is afterwards. */
record EmaCase(HarlStep step, StateDict start, Map<String, TensorData> feeds) {
  /** A step from drawn weights: the target is no copy of the online network. */
  static EmaCase drawn(Trial trial, HarlStep step) {
    Map<String, TensorData> start = new HashMap<>(StepCase.start(step, 5).asMap());
    StateDict other = StepCase.start(step, 6);
    step.variables().target().keySet().forEach(name -> start.put(name, other.get(name)));
    return new EmaCase(step, new StateDict(start), StepCase.feeds(step, trial.random()));
  }

  EmaCase at(double tau) {
    Map<String, TensorData> fed = new HashMap<>(feeds);
    fed.put("tau", TensorData.of(Shape.of(), tau));
    return new EmaCase(step, start, fed);
  }

  Outcome run(Backend backend) {
    return Trial.run(backend, start, step.program(), feeds);
  }

  /** The target's tensors that an optimiser would move. */
  List<String> parameters() {
    return names(true);
  }

  /** Batch norm's running statistics of the target. */
  List<String> statistics() {
    return names(false);
  }

  private List<String> names(boolean trainable) {
    return step.variables().target().entrySet().stream()
        .filter(target -> target.getValue().trainable() == trainable)
        .map(Map.Entry::getKey)
        .toList();
  }

  static String online(String target) {
    return target.replaceFirst("^target", "online");
  }

  /** {@code tau target + (1 - tau) online}. */
  static double[] average(double tau, TensorData target, TensorData online) {
    double[] average = target.toDoubles();
    for (int i = 0; i < average.length; i++) {
      average[i] = tau * average[i] + (1 - tau) * online.at(i);
    }
    return average;
  }

  /** What a program of the step reads. */
  Map<String, TensorData> feeds(Program program) {
    Map<String, TensorData> read = new HashMap<>(feeds);
    read.keySet().retainAll(program.inputs().keySet());
    return read;
  }
}
