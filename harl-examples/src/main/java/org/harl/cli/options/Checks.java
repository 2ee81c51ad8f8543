package org.harl.cli.options;

import java.util.Locale;
import org.harl.error.InvalidInputException;

/** Ranges of options, refused in the option's own name. */
public final class Checks {
  private static final int MOST_THREADS = 1024;

  /** One a processor, as far as that is allowed. */
  public static final int STANDARD_THREADS =
      Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());

  private Checks() {}

  public static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new InvalidInputException(option + ": " + value + " is less than " + least);
    }
  }

  /** More than 0, which no least value of doubles says. */
  public static void positive(String option, double value, double most) {
    if (!(value > 0 && value <= most)) {
      String range = most < Double.MAX_VALUE ? "within 0 (excluded).." + most : "finite and > 0";
      throw new InvalidInputException(option + ": " + value + " is not " + range);
    }
  }

  /** Threads, which take memory and a number from the system each. */
  public static void threads(String option, int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new InvalidInputException(
          option + ": " + threads + " is not within 1.." + MOST_THREADS);
    }
  }

  public static void within(String option, long value, long low, long high) {
    if (value < low || value > high) {
      throw new InvalidInputException(
          "%s: %d is not within %d..%d".formatted(option, value, low, high));
    }
  }

  public static void within(String option, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new InvalidInputException(
          String.format(Locale.ROOT, "%s: %s is not within %s..%s", option, value, low, high));
    }
  }
}
