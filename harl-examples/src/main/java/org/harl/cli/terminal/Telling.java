package org.harl.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How commands tell on standard error what they do while they work; chosen once for a process,
 * before one begins.
 */
public enum Telling {
  /** A bar that stays on its line, for a person at a terminal. */
  BAR,
  /** A line now and then, for a file that is read later. */
  LINES,
  /** An object of JSON a line, of progress, warnings and errors, for a program. */
  JSON,
  /** Warnings and errors alone. */
  NOTHING;

  /** What {@code --log} takes. */
  public enum Format {
    TEXT,
    JSON
  }

  /** The option that names a {@link Format}. */
  public static final String LOG = "--log";

  /** The option for {@link #NOTHING}. */
  public static final String QUIET = "--quiet";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static volatile Telling chosen = suited();
  private static volatile boolean inJson;

  /**
   * Chooses.
   *
   * @param quiet whether nothing is told while all goes well
   */
  public static void choose(boolean quiet, Format format) {
    chosen = quiet ? NOTHING : format == Format.JSON ? JSON : suited();
    inJson = format == Format.JSON;
  }

  /** Chooses as a command line asks for that is not parsed yet, and may be none. */
  public static void choose(List<String> arguments) {
    int end = arguments.indexOf("--");
    boolean quiet = false;
    Format format = Format.TEXT;
    String before = "";
    for (String argument : arguments.subList(0, end < 0 ? arguments.size() : end)) {
      boolean joined = argument.startsWith(LOG + "=");
      if (joined || before.equals(LOG)) {
        String named = joined ? argument.substring(LOG.length() + 1) : argument;
        format = named.equalsIgnoreCase(Format.JSON.name()) ? Format.JSON : Format.TEXT;
      }
      quiet |= argument.equals(QUIET);
      before = argument;
    }
    choose(quiet, format);
  }

  /** Whether a person watches. */
  public static boolean onTerminal() {
    return chosen == BAR;
  }

  /** Whether warnings and errors are objects of JSON. */
  static boolean inJson() {
    return inJson;
  }

  static Telling chosen() {
    return chosen;
  }

  private static Telling suited() {
    return System.console() != null && System.getenv("TERM") != null ? BAR : LINES;
  }

  /** A line of JSON. */
  static String json(String event, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("event", event);
    all.putAll(fields);
    try {
      return MAPPER.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts are always JSON", e);
    }
  }
}
