package org.harl.tck;

import java.util.List;

/** What the rules of TRAJ catch. */
final class TrajMutants {
  private TrajMutants() {}

  static List<Mutant> mutants() {
    return List.of();
  }
}
