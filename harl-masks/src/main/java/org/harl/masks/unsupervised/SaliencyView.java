package org.harl.masks.unsupervised;

import org.harl.draw.Draws;

/**
 * A view of a sample for training: a crop of three quarters of each side or more, perhaps mirrored,
 * its lightness and colours stretched, some of its labellers' maps withheld.
 */
final class SaliencyView {
  private static final int SIDE = UnsupervisedModel.SIDE;
  private static final int PIXELS = SIDE * SIDE;
  private static final double LEAST_SIDE = 0.75;
  private static final double WITHHELD = 0.15;
  private static final double GREY = 0.1;

  private final byte[] sample;
  private final Draws draws;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private final boolean mirrored;

  /**
   * A view.
   *
   * @param sample what {@link SaliencySamples#read} gives
   * @param draws what it is drawn from
   */
  SaliencyView(byte[] sample, Draws draws) {
    this.sample = sample;
    this.draws = draws;
    width = SIDE * draws.uniform(0, LEAST_SIDE, 1);
    height = SIDE * draws.uniform(1, LEAST_SIDE, 1);
    left = draws.uniform(2, 0, SIDE - width);
    top = draws.uniform(3, 0, SIDE - height);
    mirrored = draws.uniform(4) < 0.5;
  }

  /** Writes what the network is shown, [17, S, S]. */
  void show(float[] to, int at) {
    float lightness = (float) draws.uniform(5, 0.7, 1.3);
    float colour = draws.uniform(6) < GREY ? 0 : (float) draws.uniform(7, 0.6, 1.4);
    for (int plane = 0; plane < SaliencyInput.CHANNELS; plane++) {
      float scale = SaliencySamples.step(plane) * (plane % 3 == 0 ? lightness : colour);
      if (plane >= 6) {
        boolean withheld = plane >= SaliencyInput.MAPS && draws.uniform(8 + plane) < WITHHELD;
        scale = withheld ? 0 : SaliencySamples.step(plane);
      }
      crop(source(plane), SIDE, mirrored && plane == 10 ? -scale : scale, to, at + plane * PIXELS);
    }
  }

  /** Left and right margin change places in the mirror. */
  private int source(int plane) {
    return mirrored && (plane == 8 || plane == 9) ? 17 - plane : plane;
  }

  /** Writes what the network is to say, [S/2, S/2]. */
  void say(float[] to, int at) {
    crop(SaliencyInput.CHANNELS, SIDE / 2, 1 / 127f, to, at);
  }

  private void crop(int plane, int side, float scale, float[] to, int at) {
    int from = plane * PIXELS;
    for (int y = 0; y < side; y++) {
      float v = inside(top + (y + 0.5) * height / side - 0.5);
      int row = Math.min((int) v, SIDE - 2);
      for (int x = 0; x < side; x++) {
        double across = (mirrored ? side - 1 - x : x) + 0.5;
        float u = inside(left + across * width / side - 0.5);
        int column = Math.min((int) u, SIDE - 2);
        int i = from + row * SIDE + column;
        float high = mix(sample[i], sample[i + 1], u - column);
        float low = mix(sample[i + SIDE], sample[i + SIDE + 1], u - column);
        to[at + y * side + x] = scale * mix(high, low, v - row);
      }
    }
  }

  private static float inside(double place) {
    return (float) Math.max(0, Math.min(SIDE - 1, place));
  }

  private static float mix(float a, float b, float share) {
    return a + share * (b - a);
  }
}
