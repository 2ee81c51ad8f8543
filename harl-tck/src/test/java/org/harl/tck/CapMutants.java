package org.harl.tck;

import java.util.List;

/** What the rules of CAP catch. */
final class CapMutants {
  private CapMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
