package org.harl.train.optimise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Initial;
import org.harl.model.Scope;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** The variables that optimisers remember things in, and the composites that move them. */
final class Slots {
  private Slots() {}

  /** Zeros in the shape of each trainable parameter, under each prefix in turn. */
  static Map<String, Scope.Declaration> zeros(
      Map<String, Scope.Declaration> parameters, String... prefixes) {
    Map<String, Scope.Declaration> slots = new LinkedHashMap<>();
    for (String prefix : prefixes) {
      Descent.trainable(parameters)
          .forEach((name, declared) -> slots.put(prefix + name, zero(declared.shape())));
    }
    return slots;
  }

  private static Scope.Declaration zero(Shape shape) {
    return new Scope.Declaration(shape, new Initial.Constant(0), false);
  }

  static void requireSome(List<Optimiser.Update> updates) {
    if (updates.isEmpty()) {
      throw new InvalidInputException(
          "optimiser: there is nothing to update; give at least one trainable parameter");
    }
  }

  /** Slots that are read and assigned where a rule says so. */
  static GradientRule.Memory memory(Recorder recorder) {
    return new GradientRule.Memory() {
      @Override
      public Tensor read(String name, Shape shape) {
        return recorder.variable(name, shape);
      }

      @Override
      public void write(String name, Tensor value) {
        recorder.assign(name, value);
      }
    };
  }

  /** {@code w - learningRate * step}. */
  static Tensor moved(Optimiser.Update update, Tensor learningRate) {
    return update.weight().subtract(learningRate.multiply(update.gradient()));
  }

  /**
   * Records a step as one composite. Inputs: learning rate, then weight, gradient and slots of each
   * parameter; outputs: weight and slots of each. Assignments follow.
   *
   * @param rule without slots that parameters share
   */
  static void fuse(
      Composed.Fused rule, Recorder recorder, Tensor learningRate, List<Optimiser.Update> updates) {
    requireSome(updates);
    Map<String, Tensor> slots = new LinkedHashMap<>();
    List<String> assigned = new ArrayList<>();
    List<Tensor> inputs = new ArrayList<>(List.of(learningRate));
    for (Optimiser.Update update : updates) {
      assigned.add(update.name());
      inputs.addAll(List.of(update.weight(), update.gradient()));
      Scope.Declaration declared =
          new Scope.Declaration(update.weight().shape(), new Initial.Constant(0), true);
      rule.slots(Map.of(update.name(), declared))
          .forEach(
              (name, slot) -> {
                slots.put(name, recorder.variable(name, slot.shape()));
                assigned.add(name);
                inputs.add(slots.get(name));
              });
    }
    List<Tensor> outputs =
        recorder.composite(
            rule, inputs, given -> body(rule, given.get(0), updates, slots, assigned));
    for (int i = 0; i < assigned.size(); i++) {
      recorder.assign(assigned.get(i), outputs.get(i));
    }
  }

  /** The new values of what is assigned, in order. */
  private static List<Tensor> body(
      Optimiser rule,
      Tensor learningRate,
      List<Optimiser.Update> updates,
      Map<String, Tensor> slots,
      List<String> assigned) {
    Map<String, Tensor> values = new LinkedHashMap<>(slots);
    GradientRule.Each each =
        rule.begin(new GradientRule.Step(learningRate, updates, memory(values)));
    for (Optimiser.Update update : updates) {
      values.put(update.name(), moved(each.apply(update), learningRate));
    }
    return assigned.stream().map(values::get).toList();
  }

  /** Slots whose values are kept until the composite ends. */
  private static GradientRule.Memory memory(Map<String, Tensor> values) {
    return new GradientRule.Memory() {
      @Override
      public Tensor read(String name, Shape shape) {
        return values.get(name);
      }

      @Override
      public void write(String name, Tensor value) {
        values.put(name, value);
      }
    };
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
