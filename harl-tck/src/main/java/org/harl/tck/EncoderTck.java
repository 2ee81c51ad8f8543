package org.harl.tck;

import java.util.List;
import org.harl.model.Encoder;
import org.harl.spi.BackendProvider;
import org.harl.tck.encoder.EncoderRules;
import org.harl.tck.encoder.EncoderSubject;
import org.harl.tck.encoder.EncoderTrial;
import org.harl.tck.kit.Examination;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Shape;

/**
 * Every promise of an encoder, each a test that names its rule in {@code RULES.md}:
 *
 * <pre>{@code
 * class MyEncoderTckTest extends EncoderTck {
 *   protected Encoder encoder() {
 *     return new MyEncoder();
 *   }
 * }
 * }</pre>
 *
 * <p>{@code -Dharl.tck.rules=ENC-2} runs some rules; {@code -Dharl.tck.seed=7} draws other values.
 */
public abstract class EncoderTck extends Examination<EncoderTrial> {
  /** For subclasses. */
  protected EncoderTck() {}

  /** {@return the encoder to examine} */
  protected abstract Encoder encoder();

  /** {@return images that it takes, [N, 3, H, W]; small ones keep the examination short} */
  protected Shape images() {
    return Shape.of(2, 3, 32, 32);
  }

  /**
   * {@return a backend to run it on as well, on its {@code cpu}; the reference in FLOAT64 always
   * does}
   */
  protected BackendProvider backend() {
    return new ReferenceBackendProvider();
  }

  @Override
  protected final Subject<EncoderTrial> subject() {
    return new EncoderSubject(encoder(), images(), backend());
  }

  @Override
  protected final List<Rule<EncoderTrial>> promises() {
    return EncoderRules.all();
  }
}
