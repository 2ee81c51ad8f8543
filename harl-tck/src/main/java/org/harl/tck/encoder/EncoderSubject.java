package org.harl.tck.encoder;

import java.util.Set;
import org.harl.model.Encoder;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;
import org.harl.trace.Shape;

/**
 * An encoder under test.
 *
 * @param encoder records it
 * @param images that it takes
 * @param backend runs it, beside the reference
 */
public record EncoderSubject(Encoder encoder, Shape images, BackendProvider backend)
    implements Subject<EncoderTrial> {
  @Override
  public String description() {
    return "encoder '"
        + Subject.named(encoder)
        + "' of images "
        + images
        + " on backend '"
        + backend.name()
        + "'";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public EncoderTrial open(Rule<EncoderTrial> rule, long seed) {
    return new EncoderTrial(this, seed * 31 + rule.id().hashCode());
  }
}
