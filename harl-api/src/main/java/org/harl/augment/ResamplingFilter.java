package org.harl.augment;

/**
 * What a resized pixel weighs its neighbours by, at half-pixel centres and, when shrinking, widened
 * by the scale (antialiased), as Pillow has it under the same names.
 */
public enum ResamplingFilter {
  /** Keys' cubic with a = -1/2 (1981). */
  BICUBIC(2) {
    @Override
    double at(double x) {
      if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
      }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
  },
  /** The triangle, which torchvision's own networks are evaluated with. */
  BILINEAR(1) {
    @Override
    double at(double x) {
      return x < 1 ? 1 - x : 0;
    }
  };

  /** Where it ends, in pixels. */
  final double support;

  ResamplingFilter(double support) {
    this.support = support;
  }

  /** The weight at a distance of 0 or more. */
  abstract double at(double x);
}
