package org.harl.error;

import org.jspecify.annotations.Nullable;

/**
 * Something the caller gave (a file, a folder, a setting) cannot be used; nothing was changed. The
 * command line exits with 2.
 */
public final class InvalidInputException extends HarlException {
  private static final long serialVersionUID = 1L;

  /**
   * What was asked, what was found, what to do.
   *
   * @param message one line: what was asked, what was found, what to do, names in quotes
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * What was asked, what was found, what to do, and the failure that led to it.
   *
   * @param message one line: what was asked, what was found, what to do, names in quotes
   * @param cause the failure that led to it
   */
  public InvalidInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
