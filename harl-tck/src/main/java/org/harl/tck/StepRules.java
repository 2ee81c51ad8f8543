package org.harl.tck;

import java.util.List;
import java.util.stream.Stream;

/** STEP: a whole training step. */
final class StepRules {
  private StepRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(StepFeeds.rules(), StepUpdates.rules()).flatMap(List::stream).toList();
  }
}
