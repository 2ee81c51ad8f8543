package org.harl.augment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.trace.Tensor;

/**
 * Brightness, contrast, saturation and grayscale as one form: {@code clamp(A x + B mean(x), 0, 1)}
 * with 3 x 3 matrices A and B, x a sample's pixels [3, P]. The order differs from sample to sample,
 * so each sample brings its matrices in its own order. A hue turn, which is not of this form, comes
 * between: those before it and those after it are filled up with the identity, so that it is
 * computed once for all samples.
 *
 * @param adjustments which of brightness, contrast and saturation there are
 * @param hue whether the hue turns
 * @param grayscale whether a last transform may take away the colour
 */
record ColourTransforms(Set<Adjustment> adjustments, boolean hue, boolean grayscale) {
  /** The weights of red, green and blue in grayscale (ITU-R BT.601, as torchvision). */
  private static final double[] GRAY = {.2989, .587, .114};

  /** Columns of one transform: A and B. */
  private static final int COLUMNS = 6;

  /** What a recipe may do. */
  static ColourTransforms of(AugmentationRecipe recipe) {
    ColorJitter jitter = recipe.jitter();
    boolean jitters = jitter.probability() > 0;
    Set<Adjustment> adjustments = EnumSet.noneOf(Adjustment.class);
    if (jitters && jitter.brightness() > 0) {
      adjustments.add(Adjustment.BRIGHTNESS);
    }
    if (jitters && jitter.contrast() > 0) {
      adjustments.add(Adjustment.CONTRAST);
    }
    if (jitters && jitter.saturation() > 0) {
      adjustments.add(Adjustment.SATURATION);
    }
    return new ColourTransforms(adjustments, jitters && jitter.hue() > 0, recipe.grayscale() > 0);
  }

  /** How many transforms are recorded. */
  int count() {
    return before() + adjustments.size() + (grayscale ? 1 : 0);
  }

  /** Columns of the matrices of all transforms. */
  int columns() {
    return COLUMNS * count();
  }

  private int before() {
    return hue ? adjustments.size() : 0;
  }

  /** Records the transforms before the hue: pixels [N, 3, P], matrices [N, 3, columns]. */
  Tensor beforeHue(Tensor pixels, Tensor matrices) {
    return transform(pixels, matrices, 0, before());
  }

  /** Records the transforms after the hue. */
  Tensor afterHue(Tensor pixels, Tensor matrices) {
    return transform(pixels, matrices, before(), count());
  }

  private static Tensor transform(Tensor pixels, Tensor matrices, int from, int to) {
    Tensor x = pixels;
    for (int column = from * COLUMNS; column < to * COLUMNS; column += COLUMNS) {
      Tensor direct = matrices.slice(2, column, column + 3);
      Tensor ofMean = matrices.slice(2, column + 3, column + COLUMNS);
      x = direct.matmul(x).add(ofMean.matmul(x.mean(2))).clamp(0, 1);
    }
    return x;
  }

  /** A sample's matrices, [3, columns] row-major. */
  double[] matrices(ViewPlan plan) {
    List<double[]> transforms = new ArrayList<>();
    for (Adjustment adjustment : plan.order()) {
      if (adjustment == Adjustment.HUE) {
        fill(transforms, before());
      } else if (plan.jitter() && adjustments.contains(adjustment)) {
        transforms.add(matrix(adjustment, plan));
      }
    }
    fill(transforms, before() + adjustments.size());
    if (grayscale) {
      transforms.add(plan.grayscale() ? matrix(0, 1, 0) : matrix(1, 0, 0));
    }
    double[] joined = new double[3 * columns()];
    for (int k = 0; k < transforms.size(); k++) {
      for (int row = 0; row < 3; row++) {
        System.arraycopy(
            transforms.get(k), row * COLUMNS, joined, row * columns() + k * COLUMNS, COLUMNS);
      }
    }
    return joined;
  }

  private static void fill(List<double[]> transforms, int length) {
    while (transforms.size() < length) {
      transforms.add(matrix(1, 0, 0));
    }
  }

  private static double[] matrix(Adjustment adjustment, ViewPlan plan) {
    return switch (adjustment) {
      case BRIGHTNESS -> matrix(plan.brightness(), 0, 0);
      case CONTRAST -> matrix(plan.contrast(), 0, 1 - plan.contrast());
      case SATURATION -> matrix(plan.saturation(), 1 - plan.saturation(), 0);
      case HUE -> throw new IllegalArgumentException("a hue turn is no matrix");
    };
  }

  /** {@code kept x + gray gray(x) + meanGray mean(gray(x))}, [3, 6] row-major. */
  private static double[] matrix(double kept, double gray, double meanGray) {
    double[] matrix = new double[3 * COLUMNS];
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        matrix[to * COLUMNS + from] = gray * GRAY[from] + (to == from ? kept : 0);
        matrix[to * COLUMNS + 3 + from] = meanGray * GRAY[from];
      }
    }
    return matrix;
  }
}
