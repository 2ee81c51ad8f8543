package org.harl.tck.kit;

/** What a check found; the kit adds the rule, the subject and how to repeat it. */
public final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1;

  /**
   * A promise that was not kept.
   *
   * @param found what was found in its place
   */
  public BrokenPromise(String found) {
    super(found);
  }

  /**
   * A promise that was not kept.
   *
   * @param found what was found in its place
   * @param cause the failure that showed it
   */
  public BrokenPromise(String found, Throwable cause) {
    super(found, cause);
  }
}
