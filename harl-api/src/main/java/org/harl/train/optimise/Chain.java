package org.harl.train.optimise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Scope;

/**
 * Rules one after the other; {@link Optimiser#chain} makes it. Backends interpret its primitives,
 * also those of an optimiser in it that they have a kernel for.
 *
 * @param rules at least one
 */
public record Chain(List<GradientRule> rules) implements Optimiser {
  /**
   * Copies the list.
   *
   * @throws InvalidInputException if it is empty
   */
  public Chain {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new InvalidInputException("chain: there is no rule in it; give at least one");
    }
  }

  /**
   * Those of the rules in turn.
   *
   * @throws InvalidInputException if two rules have a slot of one name
   */
  @Override
  public Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    Map<String, Scope.Declaration> all = new LinkedHashMap<>();
    for (GradientRule rule : rules) {
      rule.slots(parameters)
          .forEach(
              (name, slot) -> {
                if (all.putIfAbsent(name, slot) != null) {
                  throw new InvalidInputException(
                      "chain: two rules remember '" + name + "'; let one of them do, of " + rules);
                }
              });
    }
    return all;
  }

  @Override
  public Each begin(Step step) {
    List<Each> all = rules.stream().map(rule -> rule.begin(step)).toList();
    return update -> {
      Update made = update;
      for (Each each : all) {
        made = each.apply(made);
      }
      return made;
    };
  }

  /** That of the last optimiser in the chain. */
  @Override
  public double defaultRate(int images) {
    return rules.stream()
        .filter(Optimiser.class::isInstance)
        .map(rule -> ((Optimiser) rule).defaultRate(images))
        .reduce((first, last) -> last)
        .orElse(USUAL_RATE);
  }
}
