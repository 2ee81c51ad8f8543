package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** STEP: a whole training step. */
final class StepRules {
  private StepRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(StepFeeds.rules(), StepUpdates.rules()).flatMap(List::stream).toList();
  }
}
