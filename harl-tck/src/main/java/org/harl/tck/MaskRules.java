package org.harl.tck;

import java.util.List;

/** MASK: reductions, pooling, empty and full regions. */
final class MaskRules {
  private MaskRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
