package org.harl.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is printed to a terminal of errors and warnings: one line each, in which no name of a file
 * or a class can move the cursor or begin another line.
 */
public final class OneLine {
  private static final Pattern QUOTED = Pattern.compile("(?<!\\w)'[^']*'(?!\\w)");
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

  private OneLine() {}

  /**
   * A message in one line: control characters as {@code \n}, {@code \t} or {@code \u001b}, and
   * lines that are apart outside of names by semicolons.
   */
  static String of(String message) {
    String named =
        QUOTED
            .matcher(message.strip())
            .replaceAll(name -> Matcher.quoteReplacement(shown(name.group())));
    return shown(LINE_BREAK.matcher(named).replaceAll("; "));
  }

  /** Prints a message in one line, as harl's. */
  public static void print(PrintWriter err, String message) {
    err.println(
        Telling.inJson() ? Telling.json("error", Map.of("text", message)) : "harl: " + of(message));
    err.flush();
  }

  /** Prints where a failure came from, in its many lines, or as one object. */
  public static void printTrace(PrintWriter err, Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    if (Telling.inJson()) {
      err.println(Telling.json("trace", Map.of("text", trace.toString())));
      return;
    }
    err.println(
        trace
            .toString()
            .lines()
            .map(line -> (line.startsWith("\t") ? "\t" : "") + shown(line.stripLeading()))
            .collect(Collectors.joining(System.lineSeparator())));
  }

  /**
   * A stream whose texts are each printed in one line; the logger's, which prints a text a log.
   * Texts that are objects of JSON already stay.
   */
  public static PrintStream lines(PrintStream stream) {
    return new PrintStream(stream, true) {
      @Override
      public void println(String text) {
        String line = String.valueOf(text);
        super.println(
            !Telling.inJson()
                ? of(line)
                : line.startsWith("{\"event\":")
                    ? line
                    : Telling.json("message", Map.of("text", line)));
      }
    };
  }

  private static String shown(String name) {
    return name.codePoints().mapToObj(OneLine::shown).collect(Collectors.joining());
  }

  private static String shown(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          isControl(character)
              ? String.format(Locale.ROOT, "\\u%04x", character)
              : Character.toString(character);
    };
  }

  /** Whether it controls a terminal, breaks a line, or turns the direction of what follows. */
  private static boolean isControl(int character) {
    int type = Character.getType(character);
    return Character.isISOControl(character)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || character >= 0x202A && character <= 0x202E
        || character >= 0x2066 && character <= 0x2069;
  }
}
