package org.harl.tck;

import java.util.stream.Stream;
import org.harl.spi.BackendProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

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
 * {@code -Dharl.tck.seed=7} draws other inputs.
 */
public abstract class BackendTck {
  private @Nullable BackendSubject subject;
  private @Nullable Kit<Trial> kit;

  /** For subclasses. */
  protected BackendTck() {}

  /** The backend to examine. */
  protected abstract BackendProvider provider();

  /** The device to examine it on. */
  protected String device() {
    return "cpu";
  }

  @TestFactory
  final Stream<DynamicNode> rules() {
    BackendSubject examined = new BackendSubject(provider(), device(), new Host());
    Kit<Trial> started = new Kit<>(examined, BackendRules.all(), getClass().getSimpleName());
    subject = examined;
    kit = started;
    return started.tests();
  }

  @AfterEach
  final void summary() {
    if (subject != null && kit != null) {
      System.out.println(subject.description() + ": " + kit.summary());
    }
  }
}
