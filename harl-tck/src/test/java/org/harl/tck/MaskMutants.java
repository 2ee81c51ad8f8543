package org.harl.tck;

import java.util.List;

/** What the rules of MASK catch. */
final class MaskMutants {
  private MaskMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
