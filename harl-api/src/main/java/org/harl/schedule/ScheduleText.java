package org.harl.schedule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Reads {@code name(number)} and {@code name(number, number)}. */
final class ScheduleText {
  private static final Pattern CALL =
      Pattern.compile("\\s*(\\w+)\\s*\\(([^,()]+)(?:,([^,()]+))?\\)\\s*");

  private ScheduleText() {}

  static Schedule parse(String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      throw fault(text, null);
    }
    try {
      double first = Double.parseDouble(call.group(2).strip());
      String second = call.group(3);
      String form = call.group(1) + (second == null ? "/1" : "/2");
      return switch (form) {
        case "constant/1" -> Schedule.constant(first);
        case "cosineToOne/1" -> Schedule.cosineToOne(first);
        case "cosine/2" -> Schedule.cosine(first, Double.parseDouble(second.strip()));
        case "warmUpThenCosine/2" ->
            Schedule.warmUpThenCosine(first, Long.parseLong(second.strip()));
        case "warmUpThenSteps/2" -> Schedule.warmUpThenSteps(first, Long.parseLong(second.strip()));
        case "warmUpTimesCosine/2" ->
            Schedule.warmUpTimesCosine(first, Double.parseDouble(second.strip()));
        default -> throw fault(text, null);
      };
    } catch (NumberFormatException e) {
      throw fault(text, e);
    }
  }

  private static InvalidInputException fault(String text, @Nullable Throwable cause) {
    return new InvalidInputException(
        "schedule '"
            + text
            + "' is none of constant(VALUE), cosineToOne(BASE), cosine(FROM, TO), warmUpThenCosine(PEAK, STEPS),"
            + " warmUpThenSteps(PEAK, STEPS) and warmUpTimesCosine(PEAK, SHARE)",
        cause);
  }
}
