package org.harl.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What values are called in messages. */
public final class Described {
  private Described() {}

  /**
   * Its own text; of one that has none but {@link Object#toString}'s, its class without the number,
   * and of a lambda the class that it is written in.
   */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    String text = Objects.toString(value);
    Class<?> type = value.getClass();
    if (!text.equals(type.getName() + "@" + Integer.toHexString(System.identityHashCode(value)))
        && !text.equals(type.getName() + "@" + Integer.toHexString(value.hashCode()))) {
      return text;
    }
    String name = type.getName().replaceFirst("/.*", "").replaceFirst("^.*\\.", "");
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0
        ? name.replace('$', '.')
        : "a lambda in " + name.substring(0, lambda).replace('$', '.');
  }
}
