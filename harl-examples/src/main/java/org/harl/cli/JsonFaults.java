package org.harl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a text that is no JSON, without what only a programmer can do about it. */
final class JsonFaults {
  private JsonFaults() {}

  static String words(JsonProcessingException e) {
    return e.getOriginalMessage()
        .replaceAll("\\s*\\(start marker at .*", "")
        .replaceAll(":? enable `[^`]*` to allow", "");
  }
}
