package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** EMA: the target network. */
final class EmaRules {
  private EmaRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(AverageRules.rules(), AccumulationRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
