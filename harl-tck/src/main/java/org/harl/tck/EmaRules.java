package org.harl.tck;

import java.util.List;

/** EMA: the target network. */
final class EmaRules {
  private EmaRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
