package org.harl.image.shape;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.harl.error.InvalidInputException;

/** Polygons and other outlines, filled by the JDK's renderer without smoothing. */
public final class Outlines {
  private static final int LEAST_NUMBERS = 6;

  private Outlines() {}

  /**
   * One outline of polygons; a point is within where a line from it to infinity crosses their edges
   * an odd number of times.
   *
   * @param polygons at least one, each {@code x0, y0, x1, y1, ..} of three points or more
   * @throws InvalidInputException if there is none, or one has too few or half a point, or a
   *     coordinate is no number
   */
  public static Shape of(double[]... polygons) {
    if (polygons.length == 0) {
      throw new InvalidInputException("mask: there is no polygon; give one at least");
    }
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (int p = 0; p < polygons.length; p++) {
      check(p, polygons[p]);
      path.moveTo(polygons[p][0], polygons[p][1]);
      for (int i = 2; i < polygons[p].length; i += 2) {
        path.lineTo(polygons[p][i], polygons[p][i + 1]);
      }
      path.closePath();
    }
    return path;
  }

  private static void check(int place, double[] polygon) {
    if (polygon.length < LEAST_NUMBERS || polygon.length % 2 > 0) {
      throw new InvalidInputException(
          "mask: polygon "
              + place
              + " has "
              + polygon.length
              + " numbers; give x and y of three points at least");
    }
    for (int i = 0; i < polygon.length; i++) {
      if (!Double.isFinite(polygon[i])) {
        throw new InvalidInputException(
            "mask: "
                + (i % 2 == 0 ? "x" : "y")
                + " of point "
                + i / 2
                + " of polygon "
                + place
                + " is "
                + polygon[i]
                + "; give finite numbers");
      }
    }
  }

  /** The cells whose centre (x + 0.5, y + 0.5) is within the outline, by its winding rule. */
  public static byte[] cells(int width, int height, Shape outline) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fill(outline);
    graphics.dispose();
    byte[] cells = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData().clone();
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (cells[i] == 0 ? 0 : 1);
    }
    return cells;
  }
}
