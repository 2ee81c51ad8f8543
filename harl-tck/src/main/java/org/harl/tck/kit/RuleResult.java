package org.harl.tck.kit;

import java.util.Optional;

/**
 * What became of one rule.
 *
 * @param rule its id, for example {@code OP-34}
 * @param sentence what a subject must do
 * @param verdict whether it does
 * @param found what was found where it failed, why it was not run, else empty
 * @param failure where it failed: all that a test would say, and where it came from
 */
public record RuleResult(
    String rule, String sentence, Verdict verdict, String found, Optional<RuleFailure> failure) {

  /** Whether a subject keeps a rule. */
  public enum Verdict {
    /** It does. */
    PASSED,
    /** It does not. */
    FAILED,
    /** The rule does not apply here. */
    NOT_RUN
  }

  static RuleResult passed(Rule<?> rule) {
    return new RuleResult(rule.id(), rule.sentence(), Verdict.PASSED, "", Optional.empty());
  }

  static RuleResult failed(Rule<?> rule, RuleFailure failure) {
    return new RuleResult(
        rule.id(), rule.sentence(), Verdict.FAILED, failure.found(), Optional.of(failure));
  }

  static RuleResult notRun(Rule<?> rule, String why) {
    return new RuleResult(rule.id(), rule.sentence(), Verdict.NOT_RUN, why, Optional.empty());
  }
}
