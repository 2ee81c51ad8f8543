package org.harl.model;

import java.util.List;
import java.util.Optional;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.services.Families;
import org.harl.services.Services;

/** The encoders of the {@link EncoderFamily families} on the class path. */
public final class Encoders {
  private static final String ADD =
      "name one of these, or add the jar that has its EncoderFamily (HARL_CLASSPATH=FILE.jar for"
          + " ./harl)";

  private Encoders() {}

  /**
   * {@return the names that a text may begin with, in alphabetical order}
   *
   * @throws HarlException if two families have one name
   */
  public static List<String> names() {
    return onClassPath().names();
  }

  /**
   * {@return the encoder of a text such as {@code resnet18,small,width=0.25}, in any case}
   *
   * @param text a name of {@link #names}, with settings behind commas
   * @throws InvalidInputException if no family has the name, or its family has no such encoder
   * @throws HarlException if two families have the name, or the encoder has no text that is read
   *     back to an equal one, so that no file could name it
   */
  public static Encoder parse(String text) {
    Families<EncoderFamily, Encoder> families = onClassPath();
    Encoder encoder = families.parse(text);
    if (text(encoder, families).isEmpty()) {
      throw new HarlException(
          "encoder '%s': it calls itself '%s', which is not read back to an equal encoder; mend %s:"
                  .formatted(text, encoder, Services.described(families.family(text)))
              + " make the encoder a record whose toString() is NAME[,SETTING]*");
    }
    return encoder;
  }

  /**
   * {@return what an encoder calls itself, where {@link #parse} makes an equal encoder of it}
   *
   * @param encoder of any family
   */
  public static Optional<String> text(Encoder encoder) {
    return text(encoder, onClassPath());
  }

  private static Optional<String> text(Encoder encoder, Families<EncoderFamily, Encoder> families) {
    String text = encoder.toString();
    try {
      return encoder.equals(families.parse(text)) ? Optional.of(text) : Optional.empty();
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static Families<EncoderFamily, Encoder> onClassPath() {
    return Families.onClassPath(
        "encoder", EncoderFamily.class, EncoderFamily::names, EncoderFamily::encoder, ADD);
  }
}
