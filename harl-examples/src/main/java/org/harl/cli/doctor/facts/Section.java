package org.harl.cli.doctor.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of the report.
 *
 * @param name at its left, and of its object in JSON
 * @param lines as they are read
 * @param facts the same for programs
 * @param findings what is wrong, a line each: what was found, what to do
 */
public record Section(
    String name, List<String> lines, Map<String, Object> facts, List<String> findings) {
  private static final int WIDTH = 87;
  private static final long KIB = 1024;

  /** The words in lines that fit beside the name. */
  public static List<String> wrapped(Collection<String> words) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** For example {@code 5.9 GiB}. */
  static String size(long bytes) {
    return bytes < KIB * KIB * KIB
        ? bytes / KIB / KIB + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / KIB / KIB / KIB);
  }
}
