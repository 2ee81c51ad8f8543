package org.harl.tck;

import java.util.List;

/** The rules that tell most of a machine in half a minute on two cores. */
final class QuickRules {
  static final List<String> IDS = List.of("SPI", "CAP");

  private QuickRules() {}
}
