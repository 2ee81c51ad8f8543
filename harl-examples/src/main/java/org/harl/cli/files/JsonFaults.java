package org.harl.cli.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that is no JSON, without what only a programmer can do about it. */
public final class JsonFaults {
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  private JsonFaults() {}

  /** The key that an object has twice, if that is what is wrong and the parser looks for it. */
  public static Optional<String> twice(JsonProcessingException e) {
    Matcher twice = TWICE.matcher(e.getOriginalMessage());
    return twice.matches() ? Optional.of(twice.group(1)) : Optional.empty();
  }

  public static String words(JsonProcessingException e) {
    return e.getOriginalMessage()
        .replaceAll("\\s*\\(start marker at .*", "")
        .replaceAll(":? enable `[^`]*` to allow", "");
  }
}
