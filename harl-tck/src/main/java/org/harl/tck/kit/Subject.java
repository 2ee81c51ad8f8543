package org.harl.tck.kit;

import java.util.Set;
import org.harl.spi.Capability;

/**
 * What a kit examines: it opens a trial for every rule.
 *
 * @param <C> what a check works with
 */
public interface Subject<C extends Exam> {
  /** {@return what a failure's second line says: name, version and device} */
  String description();

  /**
   * {@return what an object calls itself, or its class where that is only an address}
   *
   * @param examined the subject's object
   */
  static String named(Object examined) {
    String name = String.valueOf(examined);
    String type = examined.getClass().getName();
    return name.startsWith(type + "@") ? type : name;
  }

  /** {@return what it declares} */
  Set<Capability> capabilities();

  /**
   * {@return a fresh trial; {@code seed} fixes its random numbers}
   *
   * @param rule that is checked
   * @param seed fixes its random numbers
   */
  C open(Rule<C> rule, long seed);
}
