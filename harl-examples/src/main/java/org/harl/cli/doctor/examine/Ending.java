package org.harl.cli.doctor.examine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a process ended before it was done.
 *
 * @param code its exit code; a POSIX system adds 128 to the signal that ended it
 * @param said the last lines that it wrote
 */
record Ending(int code, List<String> said) {
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = 64;
  private static final int KILL = 9;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", KILL, "SIGKILL", 11, "SIGSEGV", 15,
          "SIGTERM");

  /** In the JVM's report of its own end, as is the frame that follows it. */
  private static final Pattern REPORTED =
      Pattern.compile("#\\s+(SIG[A-Z]+|EXCEPTION_[A-Z_]+) \\((0x[0-9a-f]+)\\).*");

  private static final Pattern FRAME = Pattern.compile("#\\s+[CV]\\s+(\\[.*)");
  private static final Pattern FILE = Pattern.compile("#\\s+(\\S*harl-doctor-\\S+\\.log)");

  /**
   * For example {@code ended the process with signal 8 (SIGFPE) while running OP-31, in
   * [libdnnl.so.3+0x1f2]}.
   *
   * @param tried what was going on
   */
  String sentence(String tried) {
    return "ended the process with %s while %s%s".formatted(cause(), tried, place());
  }

  private String cause() {
    String reported = group(REPORTED, 1);
    if (reported.startsWith("EXCEPTION")) {
      return reported;
    }
    int signal = reported.isEmpty() ? code - SIGNAL : Integer.decode(group(REPORTED, 2));
    if (signal > 0 && signal <= LAST_SIGNAL) {
      String name = reported.isEmpty() ? SIGNALS.getOrDefault(signal, "") : reported;
      return "signal " + signal + (name.isEmpty() ? "" : " (" + name + ")");
    }
    return "exit code " + (code < 0 ? String.format(Locale.ROOT, "0x%08x", code) : code);
  }

  /** Java's report of the frame, or the last line that the process wrote. */
  private String place() {
    String frame = group(FRAME, 1);
    return frame.isEmpty() ? lastLine() : ", in " + frame;
  }

  /** What to do about it. */
  String remedy() {
    if (code == SIGNAL + KILL) {
      return "the system kills a process that has no memory left: give it more";
    }
    if (cause().contains("SIGILL")) {
      return "its natives need another processor: take another backend or machine";
    }
    String file = group(FILE, 1);
    return "take another backend, and report this" + (file.isEmpty() ? "" : " with '" + file + "'");
  }

  private String lastLine() {
    return said.stream()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .map(line -> ", saying \"" + line.strip() + "\"")
        .orElse("");
  }

  private String group(Pattern pattern, int number) {
    for (String line : said) {
      Matcher found = pattern.matcher(line);
      if (found.find()) {
        return found.group(number);
      }
    }
    return "";
  }
}
