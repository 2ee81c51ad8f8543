package org.harl.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * A bar of as many characters as the line has left: name, share, bar, then of the parts of the
 * extra message, which tabs separate, as many as find room, the first ones first.
 */
final class BarLine implements ProgressBarRenderer {
  /** Between the parts of an extra message. */
  static final String TAB = "\t";

  private static final String GAP = "  ";
  private static final int SHORTEST = 10;
  private static final int LONGEST = 40;

  @Override
  public String render(ProgressState state, int room) {
    String message = state.getExtraMessage();
    List<String> parts =
        message == null || message.isEmpty() ? List.of() : Arrays.asList(message.split(TAB));
    return line(state.getTaskName(), state.getNormalizedProgress(), parts, room);
  }

  /**
   * The line.
   *
   * @param share done, within 0..1
   * @param room characters that it may have
   */
  static String line(String task, double share, List<String> parts, int room) {
    String head = String.format(Locale.ROOT, "%s %3.0f%%", task, 100 * share);
    int left = room - head.length() - SHORTEST - 3;
    List<String> fitting = new ArrayList<>();
    for (String part : parts) {
      left -= GAP.length() + part.length();
      if (left < 0) {
        left += GAP.length() + part.length();
        break;
      }
      fitting.add(GAP + part);
    }
    int length = Math.max(0, Math.min(LONGEST, SHORTEST + left));
    String line = head + bar(share, length) + String.join("", fitting);
    return line.substring(0, Math.min(line.length(), Math.max(0, room)));
  }

  private static String bar(double share, int length) {
    if (length < 1) {
      return "";
    }
    int done = (int) (share * length);
    String tip = done < length ? ">" : "";
    return " [" + "=".repeat(done) + tip + " ".repeat(length - done - tip.length()) + "]";
  }
}
