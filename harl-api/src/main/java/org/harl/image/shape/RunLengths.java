package org.harl.image.shape;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;

/**
 * Run lengths as COCO has them: column by column from the top left, of 0 first, then of 1 and 0 in
 * turn. Compressed, a length is a text of characters from {@code '0'} on, five bits each, the
 * lowest first, in two's complement; from the fourth on it is the difference to the last but one.
 */
public final class RunLengths {
  private static final char FIRST = '0';
  private static final int BITS = 5;
  private static final int MORE = 1 << BITS;
  private static final int SIGN = MORE / 2;
  private static final int MOST_DIGITS = 7;
  private static final int ABSOLUTE = 3;

  private RunLengths() {}

  /**
   * The cells that they cover.
   *
   * @throws InvalidInputException if one is negative, or they are not width * height cells together
   */
  public static byte[] cells(int width, int height, int... counts) {
    long sum = IntStream.of(counts).asLongStream().sum();
    if (sum != (long) width * height || IntStream.of(counts).anyMatch(count -> count < 0)) {
      throw new InvalidInputException(
          "mask: "
              + counts.length
              + " run lengths cover "
              + sum
              + " cells, but "
              + width
              + " x "
              + height
              + " are "
              + (long) width * height
              + "; give the width first, and lengths that are not negative");
    }
    byte[] cells = new byte[width * height];
    int at = 0;
    for (int run = 0; run < counts.length; run++) {
      int end = at + counts[run];
      for (; at < end; at++) {
        cells[at % height * width + at / height] = (byte) (run % 2);
      }
    }
    return cells;
  }

  /**
   * The lengths in a compressed text.
   *
   * @throws InvalidInputException if it is none, or is cut short
   */
  public static int[] parse(String text) {
    int[] counts = new int[text.length()];
    int count = 0;
    for (int at = 0, digit; at < text.length(); count++) {
      long length = 0;
      int digits = 0;
      do {
        digit = at < text.length() && digits < MOST_DIGITS ? text.charAt(at) - FIRST : -1;
        if (digit < 0 || digit >= 2 * MORE) {
          throw notRunLengths(text, at);
        }
        length |= (long) (digit % MORE) << BITS * digits;
        digits++;
        at++;
      } while (digit >= MORE);
      length -= (digit & SIGN) > 0 ? 1L << BITS * digits : 0;
      counts[count] = (int) (count < ABSOLUTE ? length : length + counts[count - 2]);
    }
    return Arrays.copyOf(counts, count);
  }

  private static InvalidInputException notRunLengths(String text, int at) {
    return new InvalidInputException(
        "mask: "
            + (at < text.length()
                ? "'" + text.charAt(at) + "' at place " + at + " belongs to no run length"
                : "the run lengths end within one, after " + at + " characters")
            + "; give the 'counts' of COCO's compressed form as they are");
  }
}
