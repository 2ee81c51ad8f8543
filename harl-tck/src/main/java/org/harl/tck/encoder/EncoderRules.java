package org.harl.tck.encoder;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** ENC: what an encoder owes. */
public final class EncoderRules {
  private EncoderRules() {}

  /** {@return all rules of an encoder, in the order of RULES.md} */
  public static List<Rule<EncoderTrial>> all() {
    return Stream.of(
            EncoderRecordingRules.rules(),
            EncoderVariableRules.rules(),
            EncoderFeatureRules.rules(),
            EncoderGradientRules.rules(),
            EncoderFamilyRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
