package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** AUG, its photometry: of one operation, and of a batch. */
final class AugRules {
  private AugRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.concat(PhotometryRules.rules().stream(), CompositionRules.rules().stream())
        .toList();
  }
}
