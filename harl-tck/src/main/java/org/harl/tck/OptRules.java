package org.harl.tck;

import java.util.List;

/** OPT: optimisers. */
final class OptRules {
  private OptRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
