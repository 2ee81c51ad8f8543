package org.harl.tck;

import java.util.List;

/** What the rules of NET catch. */
final class NetMutants {
  private NetMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
