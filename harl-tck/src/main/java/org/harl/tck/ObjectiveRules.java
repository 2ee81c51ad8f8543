package org.harl.tck;

import java.util.List;
import java.util.stream.Stream;

/** OBJ: what an objective owes. */
final class ObjectiveRules {
  private ObjectiveRules() {}

  static List<Rule<ObjectiveTrial>> all() {
    return Stream.of(
            ObjectiveRecordingRules.rules(),
            ObjectiveReadingRules.rules(),
            ObjectiveValueRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
