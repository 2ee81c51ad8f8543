package org.harl.tck;

import java.util.List;

/** MEM: native memory and closing. */
final class MemRules {
  private MemRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
