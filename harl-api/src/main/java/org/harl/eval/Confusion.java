package org.harl.eval;

import java.util.Arrays;
import org.harl.error.InvalidInputException;

/**
 * How often images of each class were given each class.
 *
 * @param counts by true class, then by the class that was found; square
 */
public record Confusion(long[][] counts) {
  /** Copies the counts. */
  public Confusion {
    counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /**
   * Counts answers.
   *
   * @param expected the true classes, 0-based
   * @param found the classes that were found
   * @param classes how many there are
   * @return how often each class was found as each
   * @throws InvalidInputException if there are no answers, or not as many as true classes
   */
  public static Confusion of(int[] expected, int[] found, int classes) {
    if (expected.length == 0 || expected.length != found.length) {
      throw new InvalidInputException(
          "confusion: needs answers and a true class for each, got "
              + found.length
              + " answers and "
              + expected.length
              + " classes");
    }
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < found.length; i++) {
      counts[expected[i]][found[i]]++;
    }
    return new Confusion(counts);
  }

  /** {@return the share of answers that are right, 0..1: top-1} */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int c = 0; c < counts.length; c++) {
      right += counts[c][c];
      all += Arrays.stream(counts[c]).sum();
    }
    return (double) right / all;
  }

  /** {@return the mean over the classes of the share of their images that was found, 0..1} */
  public double meanPerClass() {
    double sum = 0;
    int present = 0;
    for (int c = 0; c < counts.length; c++) {
      long all = Arrays.stream(counts[c]).sum();
      if (all > 0) {
        sum += (double) counts[c][c] / all;
        present++;
      }
    }
    return sum / present;
  }
}
