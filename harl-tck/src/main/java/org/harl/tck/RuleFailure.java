package org.harl.tck;

/** A rule that a subject breaks: rule and sentence, subject, what was found, how to repeat it. */
public final class RuleFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  /** The rule's id. */
  private final String rule;

  RuleFailure(Rule<?> rule, String subject, String repeat, Throwable found) {
    super(
        "%s is broken: %s%n  %s%n  %s%n  repeat: %s"
            .formatted(rule.id(), rule.sentence(), subject, describe(found), repeat),
        found instanceof BrokenPromise && found.getCause() != null ? found.getCause() : found);
    this.rule = rule.id();
  }

  private static String describe(Throwable found) {
    return found instanceof BrokenPromise
        ? found.getMessage()
        : "threw " + found.getClass().getName() + ": " + found.getMessage();
  }

  /** The id of the rule, for example {@code EMA-2}. */
  public String rule() {
    return rule;
  }
}
