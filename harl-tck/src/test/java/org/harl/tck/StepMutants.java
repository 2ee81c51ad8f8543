package org.harl.tck;

import java.util.List;

/** What the rules of STEP catch. */
final class StepMutants {
  private StepMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
