package org.harl.trace;

import org.harl.error.HarlException;

/** Shapes or element types that must agree do not; thrown while recording, before anything runs. */
public final class ShapeException extends HarlException {
  private static final long serialVersionUID = 1L;

  /**
   * The primitive and the shapes in brackets, for example {@code matmul: [4, 3] against [5, 3]}.
   *
   * @param message one line: the primitive and the shapes in brackets
   */
  public ShapeException(String message) {
    super(message);
  }
}
