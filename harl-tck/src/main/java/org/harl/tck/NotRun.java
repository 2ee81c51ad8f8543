package org.harl.tck;

import org.opentest4j.TestAbortedException;

/** A rule that does not apply here; the message says why. */
final class NotRun extends TestAbortedException {
  private static final long serialVersionUID = 1;

  NotRun(String why) {
    super(why);
  }
}
