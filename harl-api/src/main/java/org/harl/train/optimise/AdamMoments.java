package org.harl.train.optimise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.model.Initial;
import org.harl.model.Scope;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/**
 * Adam's moments (Kingma and Ba 2015): m &lt;- beta1 * m + (1 - beta1) * g; s &lt;- beta2 * s + (1
 * - beta2) * g * g; (m / c1) / (sqrt(s / c2) + epsilon) takes the gradient's place.
 *
 * <p>c1 and c2 are 1 - beta^t after t steps. They are kept in the variables {@code adamw.c1} and
 * {@code adamw.c2} as c &lt;- beta * c + (1 - beta), which loses no digits in float32. The moments
 * are the variables {@code moment1.NAME} and {@code moment2.NAME}. All are zero at first.
 *
 * @param beta1 the share of the first moment that is kept, 0 to below 1
 * @param beta2 the share of the second moment that is kept, 0 to below 1
 * @param epsilon added to the denominator, at least 0
 */
public record AdamMoments(double beta1, double beta2, double epsilon) implements GradientRule {
  private static final String FIRST = "moment1.";
  private static final String SECOND = "moment2.";
  private static final String FIRST_CORRECTION = "adamw.c1";
  private static final String SECOND_CORRECTION = "adamw.c2";

  /**
   * Checks the settings.
   *
   * @throws org.harl.error.InvalidInputException if one is out of its range
   */
  public AdamMoments {
    Slots.check("adam", "beta1", beta1, 1);
    Slots.check("adam", "beta2", beta2, 1);
    Slots.check("adam", "epsilon", epsilon, Double.POSITIVE_INFINITY);
  }

  @Override
  public Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    Map<String, Scope.Declaration> slots = new LinkedHashMap<>();
    Scope.Declaration zero = new Scope.Declaration(Shape.of(), new Initial.Constant(0), false);
    slots.put(FIRST_CORRECTION, zero);
    slots.put(SECOND_CORRECTION, zero);
    slots.putAll(Slots.zeros(parameters, FIRST, SECOND));
    return slots;
  }

  @Override
  public Each begin(Step step) {
    Memory memory = step.memory();
    Tensor c1 = corrected(memory, FIRST_CORRECTION, beta1);
    Tensor c2 = corrected(memory, SECOND_CORRECTION, beta2);
    return update -> {
      Tensor g = update.gradient();
      Tensor m = moved(memory, FIRST + update.name(), beta1, g);
      Tensor s = moved(memory, SECOND + update.name(), beta2, g.multiply(g));
      return update.withGradient(m.divide(c1).divide(s.divide(c2).sqrt().add(epsilon)));
    };
  }

  private static Tensor corrected(Memory memory, String name, double beta) {
    Tensor next = memory.read(name, Shape.of()).multiply(beta).add(1 - beta);
    memory.write(name, next);
    return next;
  }

  private static Tensor moved(Memory memory, String name, double beta, Tensor value) {
    Tensor next = memory.read(name, value.shape()).multiply(beta).add(value.multiply(1 - beta));
    memory.write(name, next);
    return next;
  }
}
