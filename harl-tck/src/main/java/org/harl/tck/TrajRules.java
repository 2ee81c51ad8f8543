package org.harl.tck;

import java.util.List;

/** TRAJ: training runs. */
final class TrajRules {
  private TrajRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
