package org.harl.cli;

import org.jspecify.annotations.Nullable;

/** Values for options that were not given. */
final class Defaults {
  private Defaults() {}

  static <T> T of(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
