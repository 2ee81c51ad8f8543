package org.harl.tck;

import java.util.List;

/** CAP: what is declared works, what is not is refused. */
final class CapRules {
  private CapRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
