package org.harl.tck;

/** What a check found; the kit adds the rule, the subject and how to repeat it. */
final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1;

  BrokenPromise(String found) {
    super(found);
  }

  BrokenPromise(String found, Throwable cause) {
    super(found, cause);
  }
}
