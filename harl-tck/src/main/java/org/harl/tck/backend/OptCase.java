package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.model.Initial;
import org.harl.model.InitialValues;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Optimiser;

/**
 * Weights that an optimiser moves by fed gradients.
 *
 * @param weights their first values, by name
 * @param steps what each step is fed
 */
record OptCase(Optimiser optimiser, Map<String, TensorData> weights, List<Step> steps) {
  /** A learning rate, and a gradient for each weight. */
  record Step(double rate, Map<String, TensorData> gradients) {}

  /** Drawn weights and gradients, the learning rate falling from step to step. */
  static OptCase drawn(Trial trial, Optimiser optimiser, Map<String, Shape> shapes, int steps) {
    List<Step> fed = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      fed.add(new Step(0.5 - 0.125 * step, drawn(trial, shapes)));
    }
    return new OptCase(optimiser, drawn(trial, shapes), fed);
  }

  private static Map<String, TensorData> drawn(Trial trial, Map<String, Shape> shapes) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    // the order decides what is drawn for which
    new TreeMap<>(shapes).forEach((name, shape) -> values.put(name, trial.draw(shape)));
    return values;
  }

  /** The session's variables after each step. */
  List<StateDict> run(Backend backend, Host host) {
    List<StateDict> after = new ArrayList<>();
    try (Session session = backend.session(start());
        Executable executable = session.compile(program(host))) {
      for (Step step : steps) {
        executable.run(feeds(step));
        after.add(session.variables());
      }
    }
    return after;
  }

  private Map<String, TensorData> feeds(Step step) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    feeds.put("learningRate", TensorData.of(Shape.of(), step.rate()));
    step.gradients().forEach((name, gradient) -> feeds.put("gradient." + name, gradient));
    return feeds;
  }

  private Program program(Host host) {
    Recorder recorder = new Recorder();
    Tensor rate = recorder.input("learningRate", ElementType.REAL, Shape.of());
    List<Optimiser.Update> updates = new ArrayList<>();
    weights.forEach((name, weight) -> updates.add(update(recorder, name, weight.shape())));
    host.optimise(optimiser, recorder, rate, updates);
    return recorder.program();
  }

  private static Optimiser.Update update(Recorder recorder, String name, Shape shape) {
    Tensor gradient = recorder.input("gradient." + name, ElementType.REAL, shape);
    return new Optimiser.Update(name, recorder.variable(name, shape), gradient);
  }

  private StateDict start() {
    Map<String, Declaration> declared = new LinkedHashMap<>();
    weights.forEach(
        (name, weight) ->
            declared.put(name, new Declaration(weight.shape(), new Initial.Constant(0), true)));
    return new StateDict(weights).plus(InitialValues.draw(optimiser.slots(declared), 0));
  }
}
