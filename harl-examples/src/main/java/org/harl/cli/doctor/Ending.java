package org.harl.cli.doctor;

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

  /** For example {@code ended the process with signal 8 (SIGFPE) in [libdnnl.so.3+0x1f2]}. */
  String sentence() {
    String signal = group(REPORTED, 1);
    if (!signal.isEmpty()) {
      int number = Integer.decode(group(REPORTED, 2));
      return "ended the process with %s%s".formatted(named(signal, number), frame());
    }
    if (code > SIGNAL && code <= SIGNAL + 64) {
      int number = code - SIGNAL;
      return "ended the process with %s%s"
          .formatted(named(SIGNALS.getOrDefault(number, ""), number), lastLine());
    }
    String shown = code < 0 ? String.format(Locale.ROOT, "0x%08x", code) : String.valueOf(code);
    return "ended the process with exit code %s%s".formatted(shown, lastLine());
  }

  /** What to do about it. */
  String remedy() {
    if (code == SIGNAL + KILL) {
      return "the system kills a process that has no memory left: give it more";
    }
    if (sentence().contains("SIGILL")) {
      return "its natives need another processor: take another backend or machine";
    }
    String file = group(FILE, 1);
    return "take another backend, and report this" + (file.isEmpty() ? "" : " with '" + file + "'");
  }

  private static String named(String signal, int number) {
    return signal.startsWith("SIG")
        ? "signal %d (%s)".formatted(number, signal)
        : signal.isEmpty() ? "signal " + number : signal;
  }

  private String frame() {
    String frame = group(FRAME, 1);
    return frame.isEmpty() ? "" : " in " + frame;
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
