package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** AUG: what a view is made of. */
final class AugRules {
  private AugRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(
            DrawRules.rules(),
            GeometryRules.rules(),
            PhotometryRules.rules(),
            CompositionRules.rules(),
            LoaderRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
