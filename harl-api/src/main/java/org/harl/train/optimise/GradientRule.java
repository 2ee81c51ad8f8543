package org.harl.train.optimise;

import java.util.List;
import java.util.Map;
import org.harl.model.Scope;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/**
 * One part of an optimiser: what becomes of each gradient on its way to the weight. Parts are put
 * together by {@link Optimiser#chain} and restricted by {@link #where}; anyone may write one. What
 * it remembers lives in variables of the session, so that checkpoints keep it.
 *
 * <p>A rule without memory is a lambda: {@code step -> update ->
 * update.withGradient(update.gradient().clamp(-1, 1))}. Settings that a run should be told by
 * belong into a record: plans and checkpoints compare rules by what they print.
 */
@FunctionalInterface
public interface GradientRule {
  /**
   * {@return the variables that a session needs for this rule beside the parameters, all of them
   * untrained, in order: {@code momentum.NAME} in the parameter's shape, for example} None by
   * default.
   *
   * @param parameters what the networks declare; those that are not trainable are passed over
   */
  default Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    return Map.of();
  }

  /**
   * Records what all parameters of a step share, and returns what is recorded for each.
   *
   * @param step learning rate and norms that all parameters share
   * @return what is recorded for each parameter
   */
  Each begin(Step step);

  /**
   * What a rule knows of the step that is recorded.
   *
   * @param learningRate a scalar []
   * @param updates all that the rule is for, with the gradients that the whole chain was given
   * @param memory the variables that {@link #slots} declares
   */
  record Step(Tensor learningRate, List<Optimiser.Update> updates, Memory memory) {
    /** Copies the list. */
    public Step {
      updates = List.copyOf(updates);
    }

    private Step of(Which which) {
      List<Optimiser.Update> included = updates.stream().filter(which::includes).toList();
      return new Step(learningRate, included, memory);
    }
  }

  /** What is recorded for one parameter. */
  @FunctionalInterface
  interface Each {
    /**
     * {@return the update as the next rule gets it; shapes stay}
     *
     * @param update gradient and weight as the rule before left them
     */
    Optimiser.Update apply(Optimiser.Update update);
  }

  /** The slots of the rules in one step. */
  interface Memory {
    /**
     * {@return the value that a slot has now}
     *
     * @param name of the slot
     * @param shape of the slot
     */
    Tensor read(String name, Shape shape);

    /**
     * Gives a slot, read before, a new value of its shape.
     *
     * @param name of the slot
     * @param value in the slot's shape
     */
    void write(String name, Tensor value);
  }

  /**
   * {@return a rule for some parameters; the others pass unchanged and need no slots of it}
   *
   * @param which says which parameters it is for
   * @param rule for those alone
   */
  static GradientRule where(Which which, GradientRule rule) {
    return new Where(which, rule);
  }

  /**
   * {@return slots that start at zero: {@code PREFIX + NAME} in each trainable parameter's shape}
   *
   * @param parameters what the networks declare; those that are not trainable are passed over
   * @param prefixes of the slots, with a dot at their end
   */
  static Map<String, Scope.Declaration> zeros(
      Map<String, Scope.Declaration> parameters, String... prefixes) {
    return Slots.zeros(parameters, prefixes);
  }

  /**
   * A rule for some parameters.
   *
   * @param which the parameters
   * @param rule theirs
   */
  record Where(Which which, GradientRule rule) implements GradientRule {
    @Override
    public Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
      return rule.slots(which.of(parameters));
    }

    @Override
    public Each begin(Step step) {
      Each each = rule.begin(step.of(which));
      return update -> which.includes(update) ? each.apply(update) : update;
    }
  }
}
