package org.harl.tck;

import java.util.List;

/** What the rules of MEM catch. */
final class MemMutants {
  private MemMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
