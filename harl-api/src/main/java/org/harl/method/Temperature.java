package org.harl.method;

import org.harl.error.InvalidInputException;

/** What scores are divided by. */
final class Temperature {
  private Temperature() {}

  static void check(String method, double temperature) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          method + ": the temperature must be above 0 and finite, got " + temperature);
    }
  }
}
