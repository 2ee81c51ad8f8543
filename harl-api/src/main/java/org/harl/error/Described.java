package org.harl.error;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values are called in messages and in what is printed for people. */
public final class Described {
  private static final MathContext DIGITS = new MathContext(6);

  /** A class's name and a number, of a value in the text of another. */
  private static final Pattern INNER =
      Pattern.compile("(?:\\w+\\.)+([\\w$]+?)(\\$\\$Lambda[\\w$/]*)?@[0-9a-f]+\\b");

  private Described() {}

  /**
   * {@return its own text, without the numbers of objects in it; of one that has none but {@link
   * Object#toString}'s, its class without the number, and of a lambda the class that it is written
   * in}
   *
   * @param value of any type
   */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    String text = Objects.toString(value);
    Class<?> type = value.getClass();
    String hashed = type.getName() + "@";
    if (!text.equals(hashed + Integer.toHexString(System.identityHashCode(value)))
        && !text.equals(hashed + Integer.toHexString(value.hashCode()))) {
      return INNER.matcher(text).replaceAll("$1");
    }
    String name = type.getName().replaceFirst("/.*", "").replaceFirst("^.*\\.", "");
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0
        ? name.replace('$', '.')
        : "a lambda in " + name.substring(0, lambda).replace('$', '.');
  }

  /**
   * {@return a number in at most six digits: 0.3, 1e-6 and 0.0375 rather than 0.30000000000000004}
   *
   * @param value finite or not
   */
  public static String number(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    return Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6
        ? new DecimalFormat("0.#####E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(value)
            .replace('E', 'e')
        : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
