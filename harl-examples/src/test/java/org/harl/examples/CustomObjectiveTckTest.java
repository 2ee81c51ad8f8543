package org.harl.examples;

import org.harl.objective.Objective;
import org.harl.tck.ObjectiveTck;

class CustomObjectiveTckTest extends ObjectiveTck {
  @Override
  protected Objective objective() {
    return new CustomObjective();
  }
}
