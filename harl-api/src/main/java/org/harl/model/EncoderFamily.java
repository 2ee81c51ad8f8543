package org.harl.model;

import java.util.List;
import org.harl.services.NamedSettings;

/**
 * Encoders that a text names: {@code NAME[,SETTING]*}, such as {@code resnet18,small,width=0.25}.
 * Found through {@link java.util.ServiceLoader}, so that plans, files of weights and the command
 * line know a network of one's own by its text.
 *
 * <pre>{@code
 * @AutoService(EncoderFamily.class)
 * public final class Plain implements EncoderFamily {
 *   public List<String> names() {
 *     return List.of("plain");
 *   }
 *
 *   public Encoder encoder(NamedSettings settings) {
 *     return new PlainNet(settings.integer("width", 16));
 *   }
 * }
 * }</pre>
 */
public interface EncoderFamily {
  /** {@return the names that a text may begin with; lower-case letters, digits and dashes} */
  List<String> names();

  /**
   * {@return the encoder of a name and its settings} Its {@link Object#toString()} is a text that
   * gives an equal encoder again, which a record that writes its settings has.
   *
   * @param settings under one of {@link #names()}; those that this does not ask for are refused
   * @throws org.harl.error.InvalidInputException if there is no such encoder
   */
  Encoder encoder(NamedSettings settings);
}
