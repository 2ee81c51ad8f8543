package org.harl.train.optimise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Scope;
import org.harl.trace.Shape;

/** Which parameters a {@link GradientRule} is for, by what they were declared as. */
@FunctionalInterface
public interface Which {
  /**
   * {@return whether a parameter is one of them}
   *
   * @param name for example {@code online.encoder.conv1.weight}
   * @param shape of the parameter
   */
  boolean includes(String name, Shape shape);

  /**
   * {@return whether the parameter of an update is one of them}
   *
   * @param update with its name and shape
   */
  default boolean includes(Optimiser.Update update) {
    return includes(update.name(), update.weight().shape());
  }

  /**
   * {@return those among declarations, in order}
   *
   * @param declarations by full name, as {@link Scope#declarations} has them
   */
  default Map<String, Scope.Declaration> of(Map<String, Scope.Declaration> declarations) {
    Map<String, Scope.Declaration> included = new LinkedHashMap<>();
    declarations.forEach(
        (name, declared) -> {
          if (includes(name, declared.shape())) {
            included.put(name, declared);
          }
        });
    return included;
  }

  /**
   * {@return tensors of this rank and above: from rank 2 on, all but biases and batch norm's
   * weights}
   *
   * @param rank axes, at least 0
   */
  static Which rankAtLeast(int rank) {
    return new RankAtLeast(rank);
  }

  /**
   * Tensors of some rank and above.
   *
   * @param rank at least 0
   */
  record RankAtLeast(int rank) implements Which {
    /**
     * Checks the rank.
     *
     * @throws InvalidInputException if it is negative
     */
    public RankAtLeast {
      if (rank < 0) {
        throw new InvalidInputException("which: a rank must be at least 0, got " + rank);
      }
    }

    @Override
    public boolean includes(String name, Shape shape) {
      return shape.rank() >= rank;
    }
  }
}
