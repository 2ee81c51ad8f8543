package org.harl.tck.kit;

/** A rule that does not apply here; the message says why. */
public final class NotRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A rule that does not apply.
   *
   * @param why for the report
   */
  public NotRun(String why) {
    super(why);
  }
}
