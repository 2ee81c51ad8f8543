package org.harl.tck;

import java.util.List;

/** What the rules of OP catch. */
final class OpMutants {
  private OpMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
