package org.harl.tck;

import java.util.List;

/** AUG: draws, resampling, photometry. */
final class AugRules {
  private AugRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
