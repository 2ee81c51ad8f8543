package org.harl.tck;

import java.util.List;

/** What the rules of EMA catch. */
final class EmaMutants {
  private EmaMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
