package org.harl.tck;

import java.util.List;

/** What the rules of AUG catch. */
final class AugMutants {
  private AugMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
