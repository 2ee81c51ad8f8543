package org.harl.tck.kit;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * A kit as JUnit runs it: a test for every rule, then the summary; what all kits share.
 *
 * @param <C> what a check works with
 */
public abstract class Examination<C extends Exam> {
  private @Nullable Subject<C> subject;
  private @Nullable Kit<C> kit;

  /** Examines nothing before JUnit asks for the rules. */
  protected Examination() {}

  /** {@return what is examined} */
  protected abstract Subject<C> subject();

  /** {@return what it must keep} */
  protected abstract List<Rule<C>> promises();

  /** {@return a test for each rule} */
  @TestFactory
  public final Stream<DynamicNode> rules() {
    Subject<C> examined = subject();
    Kit<C> started = new Kit<>(examined, promises(), testClass());
    subject = examined;
    kit = started;
    return started.tests();
  }

  /** As {@code -Dtest} takes it; a nested class has a dollar in its name. */
  private String testClass() {
    String name = getClass().getName();
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return simple.contains("$") ? "'" + simple + "'" : simple;
  }

  /** Prints how many rules passed, failed and were not run. */
  @AfterEach
  public final void summary() {
    if (subject != null && kit != null) {
      System.out.println(subject.description() + ": " + kit.summary());
    }
  }
}
