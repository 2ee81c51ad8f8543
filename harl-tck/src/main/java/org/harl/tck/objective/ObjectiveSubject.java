package org.harl.tck.objective;

import java.util.Set;
import org.harl.objective.Objective;
import org.harl.spi.Capability;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;

/**
 * An objective under test.
 *
 * @param objective records it
 */
public record ObjectiveSubject(Objective objective) implements Subject<ObjectiveTrial> {
  @Override
  public String description() {
    return "objective '" + Subject.named(objective) + "'";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public ObjectiveTrial open(Rule<ObjectiveTrial> rule, long seed) {
    return new ObjectiveTrial(objective, seed * 31 + rule.id().hashCode());
  }
}
