package org.harl.scenes;

import org.harl.draw.Draws;

/**
 * A textured object at a place: what covers a pixel, and with which colour.
 *
 * @param outline its form
 * @param texture its pattern
 * @param x centre in pixels
 * @param y centre in pixels
 * @param radius in pixels
 * @param cos of its rotation
 * @param sin of its rotation
 * @param period of the texture in pixels
 * @param turn cosine and sine of the texture's rotation
 * @param colours two RGB colours, 0..255
 */
record Patch(
    Outline outline,
    Texture texture,
    double x,
    double y,
    double radius,
    double cos,
    double sin,
    double period,
    double[] turn,
    double[][] colours) {

  /** A patch at a random place, with random rotation and colours. */
  static Patch draw(Draws draws, Outline outline, Texture texture, double radius, double margin) {
    double angle = draws.uniform(0, 0, 2 * Math.PI);
    double textureAngle = draws.uniform(1, -0.5, 0.5);
    double far = SyntheticScenes.SIDE - margin;
    return new Patch(
        outline,
        texture,
        draws.uniform(2, margin, far),
        draws.uniform(3, margin, far),
        radius,
        StrictMath.cos(angle),
        StrictMath.sin(angle),
        draws.uniform(4, 8, 10),
        new double[] {StrictMath.cos(textureAngle), StrictMath.sin(textureAngle)},
        Palette.pair(draws.fork("colours")));
  }

  /** Paints over the pixels that it covers; marks them in the mask where there is one. */
  void paint(double[] canvas, byte[] mask) {
    int side = SyntheticScenes.SIDE;
    int reach = (int) Math.ceil(1.5 * radius);
    for (int row = Math.max(0, (int) y - reach); row < Math.min(side, (int) y + reach + 1); row++) {
      for (int column = Math.max(0, (int) x - reach);
          column < Math.min(side, (int) x + reach + 1);
          column++) {
        double dx = column + 0.5 - x;
        double dy = row + 0.5 - y;
        double inside =
            -radius
                * outline.distance((cos * dx + sin * dy) / radius, (cos * dy - sin * dx) / radius);
        if (inside > -0.5) {
          blend(canvas, row * side + column, Math.min(1, inside + 0.5), dx, dy);
        }
        if (inside > 0 && mask.length > 0) {
          mask[row * side + column] = 1;
        }
      }
    }
  }

  private void blend(double[] canvas, int pixel, double opacity, double dx, double dy) {
    double u = (turn[0] * dx + turn[1] * dy) / period;
    double v = (turn[0] * dy - turn[1] * dx) / period;
    double level = texture.level(u, v);
    for (int channel = 0; channel < 3; channel++) {
      double colour = colours[0][channel] + level * (colours[1][channel] - colours[0][channel]);
      int i = 3 * pixel + channel;
      canvas[i] += opacity * (colour - canvas[i]);
    }
  }
}
