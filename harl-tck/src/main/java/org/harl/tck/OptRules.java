package org.harl.tck;

import java.util.List;
import java.util.stream.Stream;

/** OPT: optimisers. */
final class OptRules {
  private OptRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(PublishedUpdateRules.rules(), UpdateRules.rules(), FusionRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
