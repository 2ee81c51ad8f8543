package org.harl.tck.kit;

/** Hears of rules as they are run, on the thread that runs them. */
public interface RuleListener {
  /**
   * A rule begins.
   *
   * @param rule its id
   */
  default void started(String rule) {}

  /**
   * A rule is done.
   *
   * @param result passed, failed or not run
   */
  default void ended(RuleResult result) {}
}
