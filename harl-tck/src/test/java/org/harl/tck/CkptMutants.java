package org.harl.tck;

import java.util.List;

/** What the rules of CKPT catch. */
final class CkptMutants {
  private CkptMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
