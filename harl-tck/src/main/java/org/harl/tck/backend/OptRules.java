package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** OPT: optimisers. */
final class OptRules {
  private OptRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(PublishedUpdateRules.rules(), UpdateRules.rules(), FusionRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
