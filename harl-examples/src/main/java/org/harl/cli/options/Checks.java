package org.harl.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.harl.error.InvalidInputException;

/** Ranges of options, refused in the option's own name. */
public final class Checks {
  private Checks() {}

  public static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new InvalidInputException(option + ": " + value + " is less than " + least);
    }
  }

  public static void within(String option, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new InvalidInputException(
          String.format(Locale.ROOT, "%s: %s is not within %s..%s", option, value, low, high));
    }
  }

  /** The folder that a file goes to must be there. */
  public static void folderOf(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(option + ": no folder '" + folder + "'");
    }
  }
}
