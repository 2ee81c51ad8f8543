package org.harl.tck;

/** A rule that does not apply here; the message says why. */
final class NotRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotRun(String why) {
    super(why);
  }
}
