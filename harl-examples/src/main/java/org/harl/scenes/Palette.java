package org.harl.scenes;

import org.harl.draw.Draws;

/** Random colours, RGB 0..255: any brightness, pale, so that colour says little about the image. */
final class Palette {
  private static final double CHROMA = 40;

  private Palette() {}

  /** Any colour. */
  static double[] colour(Draws draws) {
    return around(draws, draws.uniform(0, 50, 205));
  }

  /** Two colours that differ in brightness by 90 to 150. */
  static double[][] pair(Draws draws) {
    double gap = draws.uniform(0, 90, 150);
    double low = draws.uniform(1, 20, 235 - gap);
    boolean swap = draws.below(2, 2) == 1;
    return new double[][] {
      around(draws.fork(0), swap ? low + gap : low), around(draws.fork(1), swap ? low : low + gap)
    };
  }

  private static double[] around(Draws draws, double brightness) {
    double[] colour = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      colour[channel] = brightness + draws.uniform(10 + channel, -CHROMA, CHROMA);
    }
    return colour;
  }
}
