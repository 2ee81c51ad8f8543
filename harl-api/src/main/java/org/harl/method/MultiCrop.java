package org.harl.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.error.InvalidInputException;
import org.harl.objective.Objective;

/**
 * Multi-crop (Caron et al. 2020, arXiv 2006.09882, section 3.2): beside large views, of which each
 * sees much of the image, small ones that see little of it and cost little. Small views are
 * predicted from and never targets. The paper's are 2 of 224 pixels and 6 of 96.
 *
 * <p>Large views are drawn as the method's own, view 3 as the first again where it has two, and so
 * on; small ones as the first, of their size and share of the image.
 *
 * @param views how many of which size; the first are the large ones, all others are smaller
 * @param area share of the image that a small crop covers
 */
public record MultiCrop(List<Crops> views, Range area) {
  /** The share of the image that small crops cover in the paper, 0.05 to 0.14. */
  public static final Range SMALL_AREA = new Range(0.05, 0.14);

  /**
   * Views of one size.
   *
   * @param count how many, at least 1
   * @param size their side in pixels, at least 1
   */
  public record Crops(int count, int size) {
    @Override
    public String toString() {
      return count + "x" + size;
    }
  }

  /** Checks the numbers. */
  public MultiCrop {
    views = List.copyOf(views);
    if (views.isEmpty() || views.stream().anyMatch(some -> some.count < 1 || some.size < 1)) {
      throw new InvalidInputException(
          "crops '" + text(views) + "': each must be one view at least, of one pixel at least");
    }
    int large = views.get(0).size;
    if (views.stream().skip(1).anyMatch(some -> some.size >= large)) {
      throw new InvalidInputException(
          "crops '" + text(views) + "': those after the first must be smaller than its " + large);
    }
  }

  /**
   * {@return those of a text such as {@code 2x224,6x96}: how many of which side, the large ones
   * first}
   *
   * @param text {@code COUNTxSIDE}, sides in pixels, with a comma between
   * @throws InvalidInputException if it is not of that form
   */
  public static MultiCrop parse(String text) {
    List<Crops> views = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.matches("\\d{1,4}[xX]\\d{1,5}")) {
        throw new InvalidInputException(
            "crops '" + text + "': a list such as 2x224,6x96 is needed, got '" + part + "'");
      }
      List<Integer> numbers = Arrays.stream(part.split("[xX]")).map(Integer::valueOf).toList();
      views.add(new Crops(numbers.get(0), numbers.get(1)));
    }
    return new MultiCrop(views, SMALL_AREA);
  }

  /**
   * {@return these with small crops that cover another share of the image}
   *
   * @param other shares of the image, within 0..1; default 0.05..0.14 for small crops beside large
   *     ones
   */
  public MultiCrop withArea(Range other) {
    return new MultiCrop(views, other);
  }

  /** {@return the side of the large views, in pixels} */
  public int size() {
    return views.get(0).size;
  }

  /** {@return how many views there are in all} */
  public int count() {
    return views.stream().mapToInt(Crops::count).sum();
  }

  /**
   * {@return the method with these views in the place of its own}
   *
   * @param method one that compares as many views
   * @throws InvalidInputException if its objective does not compare so many or so few, its own
   *     views are of other sizes, or one is of tiles
   */
  public Method on(Method method) {
    Objective objective = compared(method);
    int fewest = objective.fewestViews();
    if (views.get(0).count < fewest) {
      throw new InvalidInputException(
          "crops '"
              + this
              + "': the objective '"
              + objective
              + "' compares "
              + fewest
              + " large views at least; take "
              + new Crops(fewest, size()));
    }
    if (!takes(method)) {
      throw new InvalidInputException(
          "crops '"
              + this
              + "': the objective '"
              + objective
              + "' does not compare "
              + count()
              + " views; methods that do are "
              + others());
    }
    if (method.views().stream().anyMatch(view -> view.size() != size())) {
      throw new InvalidInputException(
          "crops '"
              + this
              + "': the large views are of "
              + size()
              + " pixels, but the method's are of "
              + method.size()
              + "; make them one");
    }
    return method.withViews(drawn(method.views()));
  }

  private static Objective compared(Method method) {
    Objective own = method.objective();
    return own == null ? Method.standardObjective(false) : own;
  }

  private boolean takes(Method method) {
    return compared(method).mostViews() >= count()
        && method.views().stream().allMatch(view -> view.tiles() == 1);
  }

  private List<String> others() {
    return Methods.names().stream().filter(name -> takes(Methods.parse(name, size()))).toList();
  }

  private List<AugmentationRecipe> drawn(List<AugmentationRecipe> own) {
    List<AugmentationRecipe> drawn = new ArrayList<>();
    for (int i = 0; i < views.get(0).count; i++) {
      drawn.add(own.get(i % own.size()));
    }
    for (Crops small : views.subList(1, views.size())) {
      AugmentationRecipe recipe = own.get(0).withSize(small.size).withArea(area);
      for (int i = 0; i < small.count; i++) {
        drawn.add(recipe);
      }
    }
    return drawn;
  }

  private static String text(List<Crops> views) {
    return views.stream().map(Crops::toString).collect(Collectors.joining(","));
  }

  /** The text, {@code 2x224,6x96}. */
  @Override
  public String toString() {
    return text(views);
  }
}
