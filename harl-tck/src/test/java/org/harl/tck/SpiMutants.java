package org.harl.tck;

import java.util.List;

/** What the rules of SPI catch. */
final class SpiMutants {
  private SpiMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
