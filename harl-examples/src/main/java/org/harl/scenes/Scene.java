package org.harl.scenes;

import java.util.ArrayList;
import java.util.List;
import org.harl.draw.Draws;

/** One scene: a mottled ground, some clutter, the object, a little noise. */
final class Scene {
  private static final int SIDE = SyntheticScenes.SIDE;
  private static final int LATTICE = 10;
  private static final double NOISE = 10;

  private final Draws draws;
  private final List<Patch> clutter = new ArrayList<>();
  private final Patch object;

  Scene(Draws draws, int label) {
    this.draws = draws;
    int pieces = 3 + draws.below(0, 3);
    for (int i = 0; i < pieces; i++) {
      Draws own = draws.fork("clutter").fork(i);
      clutter.add(
          Patch.draw(
              own,
              pick(own, 10, Outline.values()),
              pick(own, 11, Texture.values()),
              own.uniform(12, 4, 8),
              2));
    }
    Outline[] outlines = Outline.values();
    Draws own = draws.fork("object");
    object =
        Patch.draw(
            own,
            outlines[label % outlines.length],
            Texture.values()[label / outlines.length],
            own.uniform(12, 22, 28),
            26);
  }

  private static <T> T pick(Draws draws, long index, T[] among) {
    return among[draws.below(index, among.length)];
  }

  /** SIDE * SIDE * 3 bytes of RGB. */
  byte[] pixels() {
    double[] canvas = ground(draws.fork("ground"));
    for (Patch patch : clutter) {
      patch.paint(canvas, new byte[0]);
    }
    object.paint(canvas, new byte[0]);
    Draws noise = draws.fork("noise");
    byte[] rgb = new byte[canvas.length];
    for (int i = 0; i < rgb.length; i++) {
      double value = canvas[i] + noise.uniform(i / 3, -NOISE, NOISE);
      rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return rgb;
  }

  /** SIDE * SIDE bytes, 1 where the object is. */
  byte[] mask() {
    byte[] mask = new byte[SIDE * SIDE];
    object.paint(new double[SIDE * SIDE * 3], mask);
    return mask;
  }

  /** Random colours on a coarse lattice, interpolated. */
  private static double[] ground(Draws draws) {
    double[][] lattice = new double[LATTICE * LATTICE][];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = Palette.colour(draws.fork(i));
    }
    double[] canvas = new double[SIDE * SIDE * 3];
    double step = (LATTICE - 1.0) / SIDE;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        interpolate(lattice, row * step, column * step, canvas, 3 * (row * SIDE + column));
      }
    }
    return canvas;
  }

  private static void interpolate(double[][] lattice, double y, double x, double[] canvas, int at) {
    int row = (int) y;
    int column = (int) x;
    double down = y - row;
    double right = x - column;
    int corner = row * LATTICE + column;
    for (int channel = 0; channel < 3; channel++) {
      double top = lattice[corner][channel] * (1 - right) + lattice[corner + 1][channel] * right;
      double bottom =
          lattice[corner + LATTICE][channel] * (1 - right)
              + lattice[corner + LATTICE + 1][channel] * right;
      canvas[at + channel] = top * (1 - down) + bottom * down;
    }
  }
}
