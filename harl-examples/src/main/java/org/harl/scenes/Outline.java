package org.harl.scenes;

/** The outline of a drawn object, as a signed distance in units of its radius: negative inside. */
enum Outline {
  /** A circle. */
  DISC {
    @Override
    double distance(double x, double y) {
      return Math.sqrt(x * x + y * y) - 0.9;
    }
  },
  /** A plus sign. */
  CROSS {
    @Override
    double distance(double x, double y) {
      double a = Math.abs(x);
      double b = Math.abs(y);
      return Math.max(Math.max(a, b) - 1.0, Math.min(a, b) - 0.36);
    }
  };

  abstract double distance(double x, double y);
}
