package org.harl.error;

/**
 * No single usable backend has the name asked for; the message lists those found and the artifact
 * to add.
 */
public final class BackendNotFoundException extends HarlException {
  private static final long serialVersionUID = 1L;

  /**
   * What was asked, what was found, what to do.
   *
   * @param message one line: what was asked, what was found, what to do, names in quotes
   */
  public BackendNotFoundException(String message) {
    super(message);
  }
}
