package org.harl.tck;

import java.util.List;
import java.util.stream.Stream;

/** EMA: the target network. */
final class EmaRules {
  private EmaRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(AverageRules.rules(), AccumulationRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
