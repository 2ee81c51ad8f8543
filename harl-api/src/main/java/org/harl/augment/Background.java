package org.harl.augment;

import java.util.Locale;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;

/**
 * Background augmentation (Ryali et al. 2021, arXiv 2103.12719): with some probability a view keeps
 * its foreground and gets another background. The mask of the view says which is which; it stays as
 * it is, since the foreground stays where it was. What replaces the background is put there after
 * crop, flip and tiles, on bytes, and is coloured with the rest of the view.
 *
 * @param probability that the background of a view is replaced, 0..1
 * @param kind what replaces it
 */
public record Background(double probability, Kind kind) {
  /** No background is replaced. */
  public static final Background NONE = new Background(0, Kind.GREY);

  /** Names the draws. */
  private static final String DRAWS = "background";

  /** What a background is replaced by. */
  public enum Kind {
    /** Grey, 128 in each channel. */
    GREY,
    /**
     * A view of another image of the source, drawn as views of the recipe are, in which that
     * image's own foreground is covered with tiles of the largest rectangle that has none of it (as
     * Only-BG-T of Xiao et al. 2020, arXiv 2006.09994); grey where the view is foreground alone.
     */
    SWAP
  }

  /** Checks the probability. */
  public Background {
    if (!(probability >= 0 && probability <= 1)) {
      throw new InvalidInputException(
          "augmentation: background probability must be within 0..1, got " + probability);
    }
  }

  /** {@return whether a view may lose its background, for which masks are needed} */
  public boolean any() {
    return probability > 0;
  }

  /** {@return whether backgrounds are those of other images, of which there must be one} */
  public boolean swaps() {
    return any() && kind == Kind.SWAP;
  }

  /** Whether a view of these draws loses its background. */
  boolean drawn(Draws view) {
    return view.fork(DRAWS).uniform(0) < probability;
  }

  /**
   * {@return which image gives a view its background, all others alike likely}
   *
   * @param view the draws of the view, as in {@link AugmentationRecipe#plan}
   * @param own the number of the view's own image in its source
   * @param images how many the source has, at least 2
   */
  public static int other(Draws view, int own, int images) {
    int other = view.fork(DRAWS).fork("image").below(0, images - 1);
    return other < own ? other : other + 1;
  }

  /**
   * {@return how the other image is viewed: its crop and flip are drawn by the same recipe, its
   * tiles are those of the view}
   *
   * @param recipe the recipe of the view
   * @param view the draws of the view
   * @param of the view that loses its background
   * @param imageWidth columns of the other image
   * @param imageHeight rows of the other image
   */
  public static ViewPlan plan(
      AugmentationRecipe recipe, Draws view, ViewPlan of, int imageWidth, int imageHeight) {
    Draws draws = view.fork(DRAWS);
    CropBox crop = new CropDraws(recipe).draw(draws.fork("crop"), imageWidth, imageHeight, null);
    boolean flip = draws.fork("flip").uniform(0) < recipe.flip();
    return ViewPlan.plain(crop, flip, of.tiles());
  }

  /** {@code none}, {@code grey=0.2} or {@code swap=0.2}. */
  @Override
  public String toString() {
    return any() ? kind.name().toLowerCase(Locale.ROOT) + "=" + probability : "none";
  }
}
