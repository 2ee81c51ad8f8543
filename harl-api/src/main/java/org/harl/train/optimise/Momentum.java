package org.harl.train.optimise;

import java.util.Map;
import org.harl.model.Scope;
import org.harl.trace.Tensor;

/**
 * Momentum, as torch has it: v &lt;- kept * v + g, and v takes the gradient's place; of Nesterov's,
 * g + kept * v. Slots: {@code momentum.NAME}, v, zero at first.
 *
 * @param kept the share of the velocity that is kept, 0 to below 1
 * @param lookAhead whether it is Nesterov's
 */
public record Momentum(double kept, boolean lookAhead) implements GradientRule {
  private static final String VELOCITY = "momentum.";

  /**
   * Checks the share.
   *
   * @throws org.harl.error.InvalidInputException if it is out of its range
   */
  public Momentum {
    Slots.check("momentum", "the share kept", kept, 1);
  }

  @Override
  public Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    return Slots.zeros(parameters, VELOCITY);
  }

  @Override
  public Each begin(Step step) {
    return update -> {
      Tensor g = update.gradient();
      String slot = VELOCITY + update.name();
      Tensor velocity = step.memory().read(slot, g.shape()).multiply(kept).add(g);
      step.memory().write(slot, velocity);
      return update.withGradient(lookAhead ? g.add(velocity.multiply(kept)) : velocity);
    };
  }
}
