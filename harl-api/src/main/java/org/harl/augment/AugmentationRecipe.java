package org.harl.augment;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Mask;
import org.jspecify.annotations.Nullable;

/**
 * How a view is drawn from an image: random resized crop, flip, colour jitter, grayscale, blur,
 * solarize (BYOL, Grill et al. 2020, table 6).
 *
 * @param size height and width of a view in pixels, 1..16384; 224 on ImageNet
 * @param area share of the image that a crop covers, uniform, within (0, 1]; 0.08..1 in T
 * @param aspect width by height of a crop, log-uniform, above 0; 3/4..4/3 in T
 * @param tries crops drawn before the largest centred one is taken, at least 1; 10 in T
 * @param flip probability of exchanging left and right, 0..1; 0.5 in T
 * @param jitter of colours, on 0.8 of all views in T
 * @param grayscale probability of losing colour, 0..1; 0.2 in T
 * @param blur by a Gaussian: always in T, on 0.1 of all views in T'
 * @param solarize probability of inverting values of 1/2 and more, 0..1; 0.2 in T'
 * @param objectAware whether a crop is drawn again, up to 5 times, until the mask covers more than
 *     20% of it; the sixth is kept as it is. Without a mask it changes nothing; loaders and plans
 *     refuse it without masks.
 * @param normalisation the last step, which an encoder that is trained so needs ever after
 * @param tiles along a side of a view that is cut into them and shuffled, or 1 for a view of one
 *     piece; the size is a multiple of it. The encoder sees each tile alone
 * @param background whether views lose their background. Without a mask it changes nothing; loaders
 *     and plans refuse it without masks
 */
@RecordBuilder
public record AugmentationRecipe(
    int size,
    Range area,
    Range aspect,
    int tries,
    double flip,
    ColorJitter jitter,
    double grayscale,
    Blur blur,
    double solarize,
    boolean objectAware,
    Normalisation normalisation,
    int tiles,
    Background background)
    implements AugmentationRecipeBuilder.With {

  private static final int JIGSAW_TILES = 3;

  /**
   * A closed range of numbers.
   *
   * @param min lowest
   * @param max highest, not below {@code min}
   */
  public record Range(double min, double max) {
    /** Checks the order. */
    public Range {
      if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
        throw new InvalidInputException("range: min must not exceed max, got " + min + ".." + max);
      }
    }
  }

  /**
   * Colour jitter as torchvision's: factors uniform in [max(0, 1 - s), 1 + s], the hue shift
   * uniform in [-hue, hue] of a turn, in random order.
   *
   * @param probability that it applies
   * @param brightness strength s, at least 0
   * @param contrast strength s, at least 0
   * @param saturation strength s, at least 0
   * @param hue largest shift, 0..0.5
   */
  public record ColorJitter(
      double probability, double brightness, double contrast, double saturation, double hue) {
    /** Checks the ranges. */
    public ColorJitter {
      within("jitter probability", probability, 0, 1);
      within("brightness strength", brightness, 0, 1e6);
      within("contrast strength", contrast, 0, 1e6);
      within("saturation strength", saturation, 0, 1e6);
      within("hue strength", hue, 0, 0.5);
    }
  }

  /**
   * Gaussian blur.
   *
   * @param probability that it applies
   * @param sigma standard deviation in pixels of the view, uniform, above 0
   */
  public record Blur(double probability, Range sigma) {
    /** Checks the ranges. */
    public Blur {
      within("blur probability", probability, 0, 1);
      within("blur sigma", sigma.min, Double.MIN_NORMAL, 1e6);
    }
  }

  /** Checks every range. */
  public AugmentationRecipe {
    within("view size", size, 1, 1 << 14);
    within("crop area", area.min, Double.MIN_NORMAL, 1);
    within("crop area", area.max, 0, 1);
    within("crop aspect", aspect.min, 1e-6, 1e6);
    within("crop aspect", aspect.max, 1e-6, 1e6);
    within("crop tries", tries, 1, 1_000_000);
    within("flip probability", flip, 0, 1);
    within("grayscale probability", grayscale, 0, 1);
    within("solarize probability", solarize, 0, 1);
    within("tiles along a side", tiles, 1, 16);
    if (size % tiles != 0) {
      throw new InvalidInputException(
          "augmentation: a view of "
              + tiles
              + " tiles along a side must have a size that they divide, got "
              + size
              + "; take "
              + (size - size % tiles + tiles));
    }
  }

  private static void within(String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new InvalidInputException(
          "augmentation: " + what + " must be within " + low + ".." + high + ", got " + value);
    }
  }

  /**
   * {@return T, the distribution of view 1: always blurred, never solarized}
   *
   * @param size the side of the view, in pixels, at least 1
   */
  public static AugmentationRecipe first(int size) {
    return new AugmentationRecipe(
        size,
        new Range(0.08, 1),
        new Range(3 / 4.0, 4 / 3.0),
        10,
        0.5,
        new ColorJitter(0.8, 0.4, 0.4, 0.2, 0.1),
        0.2,
        new Blur(1, new Range(0.1, 2)),
        0,
        false,
        Normalisation.IMAGENET,
        1,
        Background.NONE);
  }

  /**
   * {@return T', the distribution of view 2: blurred with probability 0.1, solarized with 0.2}
   *
   * @param size the side of the view, in pixels, at least 1
   */
  public static AugmentationRecipe second(int size) {
    AugmentationRecipe t = first(size);
    return t.withBlur(new Blur(0.1, t.blur.sigma)).withSolarize(0.2);
  }

  /**
   * {@return PIRL's jigsaw view (Misra and van der Maaten 2020, arXiv 1912.01991): a crop of at
   * least 0.6 of the image, a grid of 3 x 3 over it, a window of each cell, in random order;
   * flipped and coloured as T, alike in all tiles, and never blurred} Tiles are to the other view
   * as 64 pixels to 224: the view is one of 192 pixels beside 224.
   *
   * @param beside the side of the view beside it, in pixels
   */
  public static AugmentationRecipe jigsaw(int beside) {
    int tile = Math.max(1, Math.round(beside * 64 / 224f));
    return first(JIGSAW_TILES * tile).withArea(0.6, 1).withoutBlur().withTiles(JIGSAW_TILES);
  }

  /**
   * {@return this recipe with crops that cover another share of the image}
   *
   * @param min the least share of the image, above 0; 0.08 in {@link #first}
   * @param max the largest, {@code min}..1; 1 in {@link #first}
   */
  public AugmentationRecipe withArea(double min, double max) {
    return withArea(new Range(min, max));
  }

  /** {@return this recipe without blur} */
  public AugmentationRecipe withoutBlur() {
    return withBlur(new Blur(0, blur.sigma));
  }

  /** {@return this recipe with crops that are drawn again until they show enough of the object} */
  public AugmentationRecipe withObjectAwareCrops() {
    return withObjectAware(true);
  }

  /** {@return whether a mask changes how a view is drawn} */
  public boolean looksAtMasks() {
    return objectAware || background.any();
  }

  /**
   * Draws a view. Each operation has draws of its own by name, so that another probability or
   * strength of one changes no other.
   *
   * @param draws those of the view: {@link Draws#ofView}
   * @param imageWidth columns of the image
   * @param imageHeight rows of the image
   * @param mask the image's foreground, of its size; used by object-aware crops and backgrounds
   *     only
   * @return the view: where it is cut and how it is coloured
   */
  public ViewPlan plan(Draws draws, int imageWidth, int imageHeight, @Nullable Mask mask) {
    boolean jitters = chance(draws, "jitter", jitter.probability);
    return new ViewPlan(
        new CropDraws(this).draw(draws.fork("crop"), imageWidth, imageHeight, mask),
        chance(draws, "flip", flip),
        jitters,
        order(draws.fork("order")),
        jitters ? factor(draws, "brightness", jitter.brightness) : 1,
        jitters ? factor(draws, "contrast", jitter.contrast) : 1,
        jitters ? factor(draws, "saturation", jitter.saturation) : 1,
        jitters ? draws.fork("hue").uniform(0, -jitter.hue, jitter.hue) : 0,
        chance(draws, "grayscale", grayscale),
        chance(draws, "blur", blur.probability),
        draws.fork("sigma").uniform(0, blur.sigma.min, blur.sigma.max),
        chance(draws, "solarize", solarize),
        tiles == 1 ? List.of() : new Jigsaw(tiles, size / tiles).draw(draws),
        mask != null && background.drawn(draws));
  }

  private static boolean chance(Draws draws, String operation, double probability) {
    return draws.fork(operation).uniform(0) < probability;
  }

  private static double factor(Draws draws, String operation, double strength) {
    return draws.fork(operation).uniform(0, Math.max(0, 1 - strength), 1 + strength);
  }

  private static List<Adjustment> order(Draws draws) {
    List<Adjustment> order = new ArrayList<>(4);
    for (int i : draws.permutation(4)) {
      order.add(Adjustment.values()[i]);
    }
    return order;
  }
}
