package org.harl.tck.kit;

import java.util.Set;
import org.harl.spi.Capability;

/**
 * What a kit examines: it opens a trial for every rule.
 *
 * @param <C> what a check works with
 */
public interface Subject<C extends Exam> {
  /** Name, version and device, for a failure's second line. */
  String description();

  /** What an object calls itself, or its class where that is only an address. */
  static String named(Object examined) {
    String name = String.valueOf(examined);
    String type = examined.getClass().getName();
    return name.startsWith(type + "@") ? type : name;
  }

  /** What it declares. */
  Set<Capability> capabilities();

  /** A fresh trial; {@code seed} fixes its random numbers. */
  C open(Rule<C> rule, long seed);
}
