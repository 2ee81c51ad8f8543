package org.harl.cli.files;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a text that is no JSON, without what only a programmer can do about it. */
public final class JsonFaults {
  private JsonFaults() {}

  public static String words(JsonProcessingException e) {
    return e.getOriginalMessage()
        .replaceAll("\\s*\\(start marker at .*", "")
        .replaceAll(":? enable `[^`]*` to allow", "");
  }
}
