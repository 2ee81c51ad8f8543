package org.harl.tck.kit;

import java.util.function.Function;

/**
 * Holds a subject against rules, without JUnit.
 *
 * @param subject what is examined
 * @param seed of what trials draw
 * @param measuring whether rules that measure memory or time are run
 * @param repeat the command or call that runs a rule again
 * @param <C> what a check works with
 */
public record Examiner<C extends Exam>(
    Subject<C> subject, long seed, boolean measuring, Function<Rule<C>, String> repeat) {
  /** The seed where nothing else is asked for. */
  public static final long SEED = 5169;

  /**
   * Runs one rule.
   *
   * @throws RuleFailure if the subject breaks it, whatever it threw
   * @throws NotRun if it does not apply
   */
  void run(Rule<C> rule) {
    try {
      examine(rule);
    } catch (NotRun e) {
      throw e;
    } catch (Throwable found) {
      throw new RuleFailure(rule, subject.description(), repeat.apply(rule), found);
    }
  }

  /**
   * Runs one rule; never throws.
   *
   * @param rule of the kit
   * @return passed, failed or not run, and why
   */
  public RuleResult result(Rule<C> rule) {
    try {
      run(rule);
      return RuleResult.passed(rule);
    } catch (NotRun e) {
      return RuleResult.notRun(rule, String.valueOf(e.getMessage()));
    } catch (RuleFailure e) {
      return RuleResult.failed(rule, e);
    }
  }

  private void examine(Rule<C> rule) throws Exception {
    if (rule.kind() == Rule.Kind.MEASURED && !measuring) {
      throw new NotRun("measured with -Dharl.tck.measured=true");
    }
    if (rule.needs() != null && !subject.capabilities().contains(rule.needs())) {
      throw new NotRun(rule.needs() + " not declared");
    }
    try (C trial = subject.open(rule, seed)) {
      rule.check().run(trial);
    }
  }
}
