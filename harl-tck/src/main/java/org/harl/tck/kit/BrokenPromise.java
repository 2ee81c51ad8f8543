package org.harl.tck.kit;

/** What a check found; the kit adds the rule, the subject and how to repeat it. */
public final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1;

  public BrokenPromise(String found) {
    super(found);
  }

  public BrokenPromise(String found, Throwable cause) {
    super(found, cause);
  }
}
