package org.harl.error;

import java.util.Collection;
import java.util.Locale;

/** Names as people write them: in another case, or nearly right. */
public final class NearestName {
  private static final int LEAST_PREFIX = 3;

  private NearestName() {}

  /**
   * {@return the name that is equal but for upper and lower case; without one what was asked}
   *
   * @param asked the name as somebody gave it, in any case
   * @param names those there are
   */
  public static String inAnyCase(String asked, Collection<String> names) {
    return names.contains(asked)
        ? asked
        : names.stream().filter(asked::equalsIgnoreCase).findFirst().orElse(asked);
  }

  /**
   * {@return the end of a message: {@code ; did you mean 'mbd'?}, or nothing where no name is near}
   * Near are names that begin with what was asked or that it begins with, whose words have it as
   * initials, and those that differ in a third of their letters at most, two letters in each
   * other's place counting once. Upper and lower case are the same.
   *
   * @param asked the name as somebody gave it, in any case
   * @param names in an order; of those equally near the one whose length is nearest, then the first
   */
  public static String hint(String asked, Collection<String> names) {
    String best = "";
    int least = Integer.MAX_VALUE;
    int longer = 0;
    for (String name : names) {
      int apart = apart(asked.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      int length = Math.abs(name.length() - asked.length());
      if (apart < least || apart == least && length < longer) {
        least = apart;
        longer = length;
        best = name;
      }
    }
    return least == Integer.MAX_VALUE ? "" : "; did you mean '" + best + "'?";
  }

  private static int apart(String asked, String name) {
    String a = asked.replaceFirst("^-+", "");
    String b = name.replaceFirst("^-+", "");
    boolean begins =
        Math.min(a.length(), b.length()) >= LEAST_PREFIX && (a.startsWith(b) || b.startsWith(a));
    if (begins || a.length() > 1 && a.equals(b.replaceAll("\\B\\w|\\W", ""))) {
      return 1;
    }
    int edits = edits(a, b);
    int allowed = Math.max(1, Math.max(a.length(), b.length()) / 3);
    return edits <= allowed && edits < b.length() ? edits : Integer.MAX_VALUE;
  }

  /** Letters to put in, take away, replace or exchange with the next. */
  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int edits(int[][] before, String a, String b, int i, int j) {
    int replaced = before[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(before[i - 1][j], before[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, before[i - 2][j - 2] + 1) : least;
  }
}
