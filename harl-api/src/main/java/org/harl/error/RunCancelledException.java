package org.harl.error;

/**
 * A run ended because it was asked to, before it was done: nothing failed. Where it leaves
 * checkpoints, it goes on from the last step that it took.
 */
public final class RunCancelledException extends HarlException {
  private static final long serialVersionUID = 1L;

  /**
   * After which step it ended, and of how many.
   *
   * @param message one line: after which step it ended, and of how many
   */
  public RunCancelledException(String message) {
    super(message);
  }
}
