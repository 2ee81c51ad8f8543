package org.harl.tck;

import java.util.List;

/** What the rules of OPT catch. */
final class OptMutants {
  private OptMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
