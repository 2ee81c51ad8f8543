package org.harl.tck;

import java.util.List;

/** NET: encoders against torchvision. */
final class NetRules {
  private NetRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
