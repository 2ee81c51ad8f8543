package org.harl.augment;

import java.util.EnumSet;
import java.util.List;
import org.harl.error.InvalidInputException;

/**
 * Every random choice that makes one view of one image, so that a view can be made again and its
 * mask can follow it. Applied in the order of the components.
 *
 * @param crop the box that is resized to the view
 * @param flip whether left and right are exchanged
 * @param jitter whether the colour jitter applies; if not, its four factors are neutral
 * @param order the order of the four adjustments, each once
 * @param brightness factor, neutral 1
 * @param contrast factor, neutral 1
 * @param saturation factor, neutral 1
 * @param hue shift as a part of a turn, neutral 0
 * @param grayscale whether the view loses its colour
 * @param blur whether the Gaussian blur applies
 * @param sigma standard deviation of the blur in pixels of the view, above 0 even where it does not
 *     apply
 * @param solarize whether values of 1/2 and more are inverted
 * @param tiles what a view of tiles is made of, row by row, as many along as across: cut after the
 *     flip and before anything is done to colours; none for a view of one piece
 * @param background whether the background is replaced, see {@link Background}; after the tiles and
 *     before anything is done to colours
 */
public record ViewPlan(
    CropBox crop,
    boolean flip,
    boolean jitter,
    List<Adjustment> order,
    double brightness,
    double contrast,
    double saturation,
    double hue,
    boolean grayscale,
    boolean blur,
    double sigma,
    boolean solarize,
    List<Tile> tiles,
    boolean background) {
  /** One part of the colour jitter. */
  public enum Adjustment {
    /** Multiplies every value. */
    BRIGHTNESS,
    /** Blends with the mean of the grayscale image. */
    CONTRAST,
    /** Blends with the grayscale image. */
    SATURATION,
    /** Turns the hue. */
    HUE
  }

  /**
   * Copies the lists and checks that the order names each adjustment once and that sigma is
   * positive.
   */
  public ViewPlan {
    order = List.copyOf(order);
    tiles = List.copyOf(tiles);
    if (order.size() != 4 || EnumSet.copyOf(order).size() != 4) {
      throw new InvalidInputException(
          "view plan: the jitter order must name each adjustment once, got " + order);
    }
    if (!(sigma > 0)) {
      throw new InvalidInputException("view plan: sigma must be above 0, got " + sigma);
    }
  }

  /**
   * A view of one piece with its own background.
   *
   * @param crop the box of the image that is resized to the view
   * @param flip whether it is mirrored, left to right
   * @param jitter whether colours are jittered at all
   * @param order the order in which the jitter adjusts them, each once
   * @param brightness factor, 1 leaves it
   * @param contrast factor about the mean of the grayscale image, 1 leaves it
   * @param saturation factor about grey, 1 leaves it
   * @param hue share of a full turn, within -0.5..0.5; 0 leaves it
   * @param grayscale whether colours are taken away
   * @param blur whether it is blurred
   * @param sigma standard deviation of the blur, in pixels of the view, above 0
   * @param solarize whether values of 1/2 and more are inverted
   */
  public ViewPlan(
      CropBox crop,
      boolean flip,
      boolean jitter,
      List<Adjustment> order,
      double brightness,
      double contrast,
      double saturation,
      double hue,
      boolean grayscale,
      boolean blur,
      double sigma,
      boolean solarize) {
    this(
        crop,
        flip,
        jitter,
        order,
        brightness,
        contrast,
        saturation,
        hue,
        grayscale,
        blur,
        sigma,
        solarize,
        List.of(),
        false);
  }

  /**
   * {@return the view that only resizes a box: no flip and neutral photometry}
   *
   * @param crop the box of the image that is resized to the view
   */
  public static ViewPlan plain(CropBox crop) {
    List<Adjustment> order = List.of(Adjustment.values());
    return new ViewPlan(crop, false, false, order, 1, 1, 1, 0, false, false, 1, false);
  }

  /** A plain view of a box, flipped or not, of tiles or of one piece. */
  static ViewPlan plain(CropBox crop, boolean flip, List<Tile> tiles) {
    List<Adjustment> order = List.of(Adjustment.values());
    return new ViewPlan(crop, flip, false, order, 1, 1, 1, 0, false, false, 1, false, tiles, false);
  }
}
