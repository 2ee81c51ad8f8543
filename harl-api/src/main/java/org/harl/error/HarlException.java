package org.harl.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that HARL throws on purpose. The message says what was asked, what
 * was found and what to do, with names in quotes and shapes in brackets.
 */
public class HarlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message fit for a user.
   *
   * @param message one line: what was asked, what was found, what to do, names in quotes
   */
  public HarlException(String message) {
    super(message);
  }

  /**
   * An exception with a message fit for a user and the failure that led to it.
   *
   * @param message one line: what was asked, what was found, what to do, names in quotes
   * @param cause the failure that led to it
   */
  public HarlException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
