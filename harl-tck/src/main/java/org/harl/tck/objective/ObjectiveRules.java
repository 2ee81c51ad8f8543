package org.harl.tck.objective;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** OBJ: what an objective owes. */
public final class ObjectiveRules {
  private ObjectiveRules() {}

  /** {@return all rules of an objective, in the order of RULES.md} */
  public static List<Rule<ObjectiveTrial>> all() {
    return Stream.of(
            ObjectiveRecordingRules.rules(),
            ObjectiveReadingRules.rules(),
            ObjectiveValueRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
