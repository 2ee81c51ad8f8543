package org.harl.tck;

import java.util.Set;
import org.harl.objective.Objective;
import org.harl.spi.Capability;

/**
 * An objective under test.
 *
 * @param objective records it
 */
record ObjectiveSubject(Objective objective) implements Subject<ObjectiveTrial> {
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
