package org.harl.tck.kit;

import java.util.concurrent.ExecutionException;

/** A rule that a subject breaks: rule and sentence, subject, what was found, how to repeat it. */
public final class RuleFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  /** The rule's id. */
  private final String rule;

  /** What was found. */
  private final String found;

  RuleFailure(Rule<?> rule, String subject, String repeat, Throwable found) {
    super(
        "%s is broken: %s%n  %s%n  %s%n  repeat: %s"
            .formatted(rule.id(), rule.sentence(), subject, describe(thrown(found)), repeat),
        cause(found));
    this.rule = rule.id();
    this.found = describe(thrown(found));
    // what went wrong while closing is kept, whichever throwable became the cause
    for (Throwable closing : found.getSuppressed()) {
      addSuppressed(closing);
    }
  }

  private static Throwable cause(Throwable found) {
    Throwable thrown = thrown(found);
    return thrown instanceof BrokenPromise && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** What another thread threw, where a check waited for one. */
  private static Throwable thrown(Throwable found) {
    return found instanceof ExecutionException && found.getCause() != null
        ? found.getCause()
        : found;
  }

  private static String describe(Throwable found) {
    return found instanceof BrokenPromise ? found.getMessage() : "threw " + found;
  }

  /** {@return the id of the rule, for example {@code EMA-2}} */
  public String rule() {
    return rule;
  }

  /** {@return what was found, without rule and subject} */
  public String found() {
    return found;
  }
}
