package org.harl.image;

import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.harl.error.InvalidInputException;
import org.harl.image.shape.Outlines;
import org.harl.image.shape.RunLengths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A binary image: 1 is foreground. Row-major, the size of the image it belongs to.
 *
 * <pre>{@code
 * Mask drawn = Mask.of(ImageIO.read(file));
 * Mask outlined = Mask.of(640, 480, new double[] {10, 10, 200, 10, 200, 150, 10, 150});
 * Mask annotated = Mask.of(640, 480, annotation.path("segmentation").path("counts").asText());
 * }</pre>
 *
 * @param width pixels a row
 * @param height rows
 * @param cells width * height bytes, each 0 or 1; not copied
 */
public record Mask(int width, int height, byte[] cells) {
  private static final Logger LOG = LoggerFactory.getLogger(Mask.class);

  /**
   * Checks size and cells.
   *
   * @throws InvalidInputException if a cell is neither 0 nor 1, or there are more or fewer cells
   *     than pixels
   */
  public Mask {
    if (width < 1 || height < 1 || cells.length != (long) width * height) {
      throw new InvalidInputException(
          "mask: " + width + " x " + height + " against " + cells.length + " cells");
    }
    for (int i = 0; i < cells.length; i++) {
      if ((cells[i] & ~1) != 0) {
        throw new InvalidInputException(
            "mask: the cell in column "
                + i % width
                + " of row "
                + i / width
                + " is "
                + (cells[i] & 0xff)
                + "; give 1 for foreground and 0 for background");
      }
    }
  }

  /**
   * {@return a picture that is meant as a mask, as {@link MaskPicture} reads it} Values that seem
   * to number classes are named in a warning.
   *
   * @param picture of any type
   * @throws InvalidInputException if it is a photograph, has one mask in black and white and
   *     another in its opacity, or has more than {@link ImageDecoder#MOST_PIXELS} pixels
   */
  public static Mask of(BufferedImage picture) {
    Image colours = Image.of(picture);
    MaskPicture read;
    try {
      read = MaskPicture.of("the picture", colours, opacity(picture));
    } catch (IOException e) {
      throw new InvalidInputException("mask: " + e.getMessage(), e);
    }
    if (read.doubtful()) {
      LOG.warn(
          "mask of a picture: its values {} seem to number classes; foreground is what is 128 or"
              + " more, 1 where there is nothing but 0 and 1",
          read.values());
    }
    return read.mask();
  }

  private static Optional<Image> opacity(BufferedImage picture) {
    return picture.getColorModel().hasAlpha()
        ? Optional.of(
            new Image(
                "opacity", picture.getWidth(), picture.getHeight(), PixelSamples.opacity(picture)))
        : Optional.empty();
  }

  /**
   * {@return rows of cells, from the top; true is foreground}
   *
   * @param rows [height][width], at least one, all of one length
   * @throws InvalidInputException if there is none, or they differ in length
   */
  public static Mask of(boolean[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    byte[] cells = new byte[area(width, rows.length)];
    for (int y = 0; y < rows.length; y++) {
      if (rows[y].length != width) {
        throw new InvalidInputException(
            "mask: row "
                + y
                + " has "
                + rows[y].length
                + " cells, but row 0 has "
                + width
                + "; give rows of one length");
      }
      for (int x = 0; x < width; x++) {
        cells[y * width + x] = (byte) (rows[y][x] ? 1 : 0);
      }
    }
    return new Mask(width, rows.length, cells);
  }

  /**
   * {@return what polygons enclose: a cell whose centre (x + 0.5, y + 0.5) is within an odd number
   * of them} So a polygon within another is a hole in it, in whatever direction either goes round,
   * and where two overlap is background. What lies outside of the image is cut off.
   *
   * @param width of the image, in pixels
   * @param height of the image
   * @param polygons at least one, each {@code x0, y0, x1, y1, ..} in pixels from the top left
   *     corner, of three points or more; the last is joined to the first
   * @throws InvalidInputException if there is none, one has fewer or half a point, a coordinate is
   *     no finite number, or the size is out of range
   */
  public static Mask of(int width, int height, double[]... polygons) {
    return of(width, height, Outlines.of(polygons));
  }

  /**
   * {@return what an outline encloses by its own winding rule, at the centres of cells; for curves,
   * and for unions and differences ({@link java.awt.geom.Area})}
   *
   * @param width of the image, in pixels
   * @param height of the image, in pixels
   * @param outline in pixels from the top left corner
   * @throws InvalidInputException if the size is out of range
   */
  public static Mask of(int width, int height, Shape outline) {
    area(width, height);
    return new Mask(width, height, Outlines.cells(width, height, outline));
  }

  /**
   * {@return COCO's run lengths, uncompressed}
   *
   * @param width of the image, the second number of COCO's {@code size}
   * @param height of the image, the first
   * @param counts lengths, column by column from the top left, of background first, then of
   *     foreground and background in turn
   * @throws InvalidInputException if one is negative, or they are not width * height together
   */
  public static Mask of(int width, int height, int[] counts) {
    area(width, height);
    return new Mask(width, height, RunLengths.cells(width, height, counts));
  }

  /**
   * {@return COCO's run lengths in their compressed text, as pycocotools writes it}
   *
   * @param width of the image, the second number of COCO's {@code size}
   * @param height of the image, the first
   * @param counts letters of COCO's code, six bits each
   * @throws InvalidInputException if it is no such text, or its lengths are not width * height
   *     together
   */
  public static Mask of(int width, int height, String counts) {
    return of(width, height, RunLengths.parse(counts));
  }

  private static int area(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > ImageDecoder.MOST_PIXELS) {
      throw new InvalidInputException(
          "mask: "
              + width
              + " x "
              + height
              + " cells; give at least one, and at most "
              + ImageDecoder.MOST_PIXELS);
    }
    return width * height;
  }

  /** {@return the share of foreground, 0..1} */
  public double coverage() {
    int sum = 0;
    for (byte cell : cells) {
      sum += cell;
    }
    return (double) sum / cells.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Mask m
        && m.width == width
        && m.height == height
        && Arrays.equals(m.cells, cells);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(cells);
  }

  @Override
  public String toString() {
    return "mask " + width + " x " + height;
  }
}
