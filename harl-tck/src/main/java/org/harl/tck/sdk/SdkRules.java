package org.harl.tck.sdk;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** All rules of the SDK that no backend decides, in the order of RULES.md. */
public final class SdkRules {
  private SdkRules() {}

  /** {@return all rules of the SDK, in the order of RULES.md} */
  public static List<Rule<SdkTrial>> all() {
    return Stream.of(
            RecordingRules.rules(), DrawRules.rules(), GeometryRules.rules(), LoaderRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
