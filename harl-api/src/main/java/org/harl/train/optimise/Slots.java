package org.harl.train.optimise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.harl.error.InvalidInputException;
import org.harl.model.Initial;
import org.harl.model.Scope;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/** The momentum buffers that LARS and SGD share, and the composite that updates them. */
final class Slots {
  static final String MOMENTUM = "momentum.";

  private Slots() {}

  /** Zeros in the shape of each trainable parameter, under each prefix in turn. */
  static Map<String, Scope.Declaration> zeros(
      Map<String, Scope.Declaration> parameters, String... prefixes) {
    Map<String, Scope.Declaration> slots = new LinkedHashMap<>();
    for (String prefix : prefixes) {
      parameters.forEach(
          (name, declared) -> {
            if (declared.trainable()) {
              slots.put(
                  prefix + name,
                  new Scope.Declaration(declared.shape(), new Initial.Constant(0), false));
            }
          });
    }
    return slots;
  }

  /** Reads of the slots of one prefix, one for each update. */
  static List<Tensor> read(Recorder recorder, String prefix, List<Optimiser.Update> updates) {
    return updates.stream()
        .map(update -> recorder.variable(prefix + update.name(), update.weight().shape()))
        .toList();
  }

  static void requireSome(List<Optimiser.Update> updates) {
    if (updates.isEmpty()) {
      throw new InvalidInputException(
          "optimiser: there is nothing to update; give at least one trainable parameter");
    }
  }

  /** inputs: learning rate, then weight, gradient, momentum of each; outputs: weight, momentum. */
  static void update(
      Recorder recorder,
      String composite,
      Map<String, Double> attributes,
      Tensor learningRate,
      List<Optimiser.Update> updates,
      Function<List<Tensor>, List<Tensor>> body) {
    requireSome(updates);
    List<Tensor> momenta = read(recorder, MOMENTUM, updates);
    List<Tensor> inputs = new ArrayList<>(List.of(learningRate));
    for (int i = 0; i < updates.size(); i++) {
      inputs.addAll(List.of(updates.get(i).weight(), updates.get(i).gradient(), momenta.get(i)));
    }
    List<Tensor> outputs = recorder.composite(composite, inputs, attributes, body);
    for (int i = 0; i < updates.size(); i++) {
      recorder.assign(updates.get(i).name(), outputs.get(2 * i));
      recorder.assign(MOMENTUM + updates.get(i).name(), outputs.get(2 * i + 1));
    }
  }

  /** {@code v' = momentum * v + step; w' = w - learningRate * v'}. */
  static List<Tensor> move(Tensor learningRate, Tensor w, Tensor v, double momentum, Tensor step) {
    Tensor velocity = v.multiply(momentum).add(step);
    return List.of(w.subtract(learningRate.multiply(velocity)), velocity);
  }

  static double check(String optimiser, String setting, double value, double below) {
    if (!(value >= 0 && value < below)) {
      throw new InvalidInputException(
          optimiser
              + ": "
              + setting
              + " must be at least 0"
              + (below == Double.POSITIVE_INFINITY ? " and finite" : " and below " + below)
              + ", got "
              + value);
    }
    return value;
  }
}
