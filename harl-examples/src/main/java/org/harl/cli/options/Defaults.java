package org.harl.cli.options;

import org.jspecify.annotations.Nullable;

/** Values for options that were not given. */
public final class Defaults {
  private Defaults() {}

  public static <T> T of(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
