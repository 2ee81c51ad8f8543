package org.harl.tck.encoder;

import java.util.List;
import java.util.Locale;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.services.NamedSettings;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.NotRun;
import org.harl.tck.kit.Rule;

/** ENC, the family: what an encoder calls itself. */
final class EncoderFamilyRules {
  private EncoderFamilyRules() {}

  static List<Rule<EncoderTrial>> rules() {
    return List.of(
        Rule.<EncoderTrial>of(
                "ENC-18",
                "An encoder that calls itself by a family's name MUST be what the family makes of"
                    + " that text, the name in upper or lower case.",
                "parse(encoder.toString()) = encoder, hash code and text too",
                EncoderFamilyRules::text)
            .exactly());
  }

  private static void text(EncoderTrial trial) {
    Encoder encoder = trial.encoder();
    String text = encoder.toString();
    String name = NamedSettings.of("encoder", text).name();
    if (Encoders.names().stream().noneMatch(name::equalsIgnoreCase)) {
      throw new NotRun("of no family that is a service");
    }
    String settings = text.substring(name.length());
    same(encoder, text);
    same(encoder, name.toUpperCase(Locale.ROOT) + settings);
    same(encoder, name.toLowerCase(Locale.ROOT) + settings);
  }

  private static void same(Encoder encoder, String text) {
    Encoder read;
    try {
      read = Encoders.parse(text);
    } catch (RuntimeException e) {
      throw new BrokenPromise("'" + text + "' is refused: " + e.getMessage(), e);
    }
    Trial.require(
        read.equals(encoder) && read.hashCode() == encoder.hashCode(),
        "'" + text + "' is read as another encoder, which calls itself '" + read + "'");
    Trial.require(
        read.toString().equals(encoder.toString()),
        "'" + text + "' is read as an encoder that calls itself '" + read + "'");
  }
}
