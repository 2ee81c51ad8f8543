package org.harl.tck;

import java.util.List;

/** What the rules of LOSS catch. */
final class LossMutants {
  private LossMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
