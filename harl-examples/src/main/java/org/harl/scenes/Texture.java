package org.harl.scenes;

/** A two-coloured pattern of period 1 in both directions, as the share of the second colour. */
enum Texture {
  /** Parallel bars. */
  STRIPES {
    @Override
    double level(double u, double v) {
      return wave(u);
    }
  },
  /** A chess board. */
  CHECKS {
    @Override
    double level(double u, double v) {
      return 1 - Math.abs(wave(u) - wave(v));
    }
  },
  /** Round spots. */
  DOTS {
    @Override
    double level(double u, double v) {
      double x = fraction(u) - 0.5;
      double y = fraction(v) - 0.5;
      return edge(0.1 - (x * x + y * y), 12);
    }
  },
  /** Thin crossing lines. */
  NET {
    @Override
    double level(double u, double v) {
      double x = Math.abs(fraction(u) - 0.5);
      double y = Math.abs(fraction(v) - 0.5);
      return edge(Math.max(x, y) - 0.36, 6);
    }
  },
  /** Bars bent into chevrons. */
  ZIGZAG {
    @Override
    double level(double u, double v) {
      return wave(u + 1.2 * Math.abs(fraction(0.5 * v) - 0.5));
    }
  };

  abstract double level(double u, double v);

  private static double fraction(double x) {
    return x - Math.floor(x);
  }

  /** A square wave with soft edges. */
  private static double wave(double u) {
    return edge(Math.abs(fraction(u) - 0.5) - 0.25, 6);
  }

  private static double edge(double distance, double steepness) {
    return Math.max(0, Math.min(1, 0.5 + steepness * distance));
  }
}
