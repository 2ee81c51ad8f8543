package org.harl.tck;

import java.util.List;
import java.util.stream.Stream;

/** ENC: what an encoder owes. */
final class EncoderRules {
  private EncoderRules() {}

  static List<Rule<EncoderTrial>> all() {
    return Stream.of(
            EncoderRecordingRules.rules(),
            EncoderVariableRules.rules(),
            EncoderFeatureRules.rules(),
            EncoderGradientRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
