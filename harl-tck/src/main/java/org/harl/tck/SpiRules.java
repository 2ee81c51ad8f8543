package org.harl.tck;

import java.util.List;

/** SPI: names, devices, feeds, variables, errors. */
final class SpiRules {
  private SpiRules() {}

  static List<Rule<Trial>> rules() {
    return List.of();
  }
}
