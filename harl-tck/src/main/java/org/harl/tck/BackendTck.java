package org.harl.tck;

import java.util.List;
import org.harl.spi.BackendProvider;
import org.harl.tck.backend.BackendRules;
import org.harl.tck.backend.BackendSubject;
import org.harl.tck.backend.Host;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.Examination;
import org.harl.tck.kit.Kit;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;

/**
 * Every promise of a backend, each a test that names its rule in {@code RULES.md}:
 *
 * <pre>{@code
 * class MyBackendTckTest extends BackendTck {
 *   protected BackendProvider provider() {
 *     return new MyBackendProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>{@code -Dharl.tck.groups=LOSS,EMA} runs some areas, {@code -Dharl.tck.rules=EMA-2} some rules;
 * {@code -Dharl.tck.seed=7} draws other inputs; {@code -Dharl.tck.device=gpu:0} examines that
 * device; {@code -Dharl.tck.measured=true} runs the rules that measure memory or time too.
 */
public abstract class BackendTck extends Examination<Trial> {
  /** For subclasses. */
  protected BackendTck() {}

  /** {@return the backend to examine} */
  protected abstract BackendProvider provider();

  /** {@return the device to examine it on: {@code -Dharl.tck.device}, or {@code cpu}} */
  protected String device() {
    return System.getProperty(Kit.DEVICE, "cpu");
  }

  @Override
  protected final Subject<Trial> subject() {
    return new BackendSubject(provider(), device(), new Host());
  }

  @Override
  protected final List<Rule<Trial>> promises() {
    return BackendRules.all();
  }
}
