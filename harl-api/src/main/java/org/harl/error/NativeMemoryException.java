package org.harl.error;

import org.jspecify.annotations.Nullable;

/**
 * The memory of the device, or of the engine outside the Java heap, is exhausted. Backends throw
 * it; the session that was running is to be closed.
 */
public class NativeMemoryException extends HarlException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message fit for a user and the failure that led to it.
   *
   * @param message one line: what was asked, what was found, what to do, names in quotes
   * @param cause the failure that led to it
   */
  public NativeMemoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
