package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** LOSS: what is minimised. */
final class LossRules {
  private LossRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(
            RegionObjectiveRules.rules(),
            DistanceRules.rules(),
            MethodLossRules.rules(),
            PirlRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
