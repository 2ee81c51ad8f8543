package org.harl.tck.sdk;

import java.util.List;
import java.util.Random;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.CropBox;
import org.harl.augment.ViewPlan;
import org.harl.image.Mask;
import org.harl.tck.backend.Wrong;
import org.jspecify.annotations.Nullable;

/** Wrong draws. */
final class DrawMutants {
  private DrawMutants() {}

  static List<Wrong<SdkTrial>> mutants() {
    return List.of(
        Mutant.of("one java.util.Random draws everything", new Stateful(), "AUG-1", "AUG-2"),
        Mutant.of("draws ignore the view", new SameForBothViews(), "AUG-1", "AUG-3", "AUG-4"),
        Mutant.of("seed and epoch are added", new SeedPlusEpoch(), "AUG-1", "AUG-3"),
        Mutant.of("both views follow T", new OneRecipe(), "AUG-4", "AUG-5"),
        Mutant.of("saturation is as strong as contrast", new StrongSaturation(), "AUG-5"),
        Mutant.of("a box is its width by its height", new TurnedBox(), "AUG-4"),
        Mutant.of("a crop that does not fit is the whole image", new WholeImage(), "AUG-4"),
        Mutant.of("crops are never drawn again", new NeverAgain(), "AUG-6"),
        Mutant.of("crops are drawn again once", new OnceAgain(), "AUG-6"),
        Mutant.of("a crop whose corner is foreground is kept", new CornerCounts(), "AUG-6"));
  }

  private static final class Stateful extends Sdk {
    private final Random random = new Random(0);

    @Override
    double draw(Place at, String operation) {
      return random.nextDouble();
    }
  }

  /** A wrong place for every draw. */
  private abstract static class Elsewhere extends Sdk {
    abstract Place instead(Place at);

    @Override
    double draw(Place at, String operation) {
      return super.draw(instead(at), operation);
    }

    @Override
    ViewPlan plan(AugmentationRecipe recipe, Place at, int width, int height, @Nullable Mask mask) {
      return super.plan(recipe, instead(at), width, height, mask);
    }
  }

  private static final class SameForBothViews extends Elsewhere {
    @Override
    Place instead(Place at) {
      return new Place(at.seed(), at.epoch(), at.sample(), 0);
    }
  }

  private static final class SeedPlusEpoch extends Elsewhere {
    @Override
    Place instead(Place at) {
      return new Place(at.seed() + at.epoch(), 0, at.sample(), at.view());
    }
  }

  private static final class OneRecipe extends Sdk {
    @Override
    AugmentationRecipe recipe(int view, int size) {
      return super.recipe(0, size);
    }
  }

  private static final class StrongSaturation extends Sdk {
    @Override
    AugmentationRecipe recipe(int view, int size) {
      return super.recipe(view, size).withJitter(new ColorJitter(0.8, 0.4, 0.4, 0.4, 0.1));
    }
  }

  private static final class TurnedBox extends Sdk {
    @Override
    ViewPlan plan(AugmentationRecipe recipe, Place at, int width, int height, @Nullable Mask mask) {
      ViewPlan plan = super.plan(recipe, at, width, height, mask);
      CropBox box = plan.crop();
      return withCrop(plan, new CropBox(box.top(), box.left(), box.width(), box.height()));
    }
  }

  private static final class WholeImage extends Sdk {
    @Override
    ViewPlan plan(AugmentationRecipe recipe, Place at, int width, int height, @Nullable Mask mask) {
      ViewPlan plan = super.plan(recipe, at, width, height, mask);
      boolean fits = 10 * width > height && 10 * height > width;
      return fits ? plan : withCrop(plan, CropBox.whole(width, height));
    }
  }

  private static ViewPlan withCrop(ViewPlan plan, CropBox box) {
    return new ViewPlan(
        box,
        plan.flip(),
        plan.jitter(),
        plan.order(),
        plan.brightness(),
        plan.contrast(),
        plan.saturation(),
        plan.hue(),
        plan.grayscale(),
        plan.blur(),
        plan.sigma(),
        plan.solarize());
  }

  private static final class NeverAgain extends Sdk {
    @Override
    ViewPlan plan(AugmentationRecipe recipe, Place at, int width, int height, @Nullable Mask mask) {
      return super.plan(recipe, at, width, height, null);
    }
  }

  private static final class OnceAgain extends Sdk {
    @Override
    ViewPlan plan(AugmentationRecipe recipe, Place at, int width, int height, @Nullable Mask mask) {
      ViewPlan aware = super.plan(recipe, at, width, height, mask);
      ViewPlan first = super.plan(recipe, at, width, height, null);
      return aware.equals(first) ? first : super.plan(recipe, later(at), width, height, null);
    }

    private static Place later(Place at) {
      return new Place(at.seed(), at.epoch() + 1, at.sample(), at.view());
    }
  }

  private static final class CornerCounts extends Sdk {
    @Override
    ViewPlan plan(AugmentationRecipe recipe, Place at, int width, int height, @Nullable Mask mask) {
      ViewPlan first = super.plan(recipe, at, width, height, null);
      return mask == null || touches(mask, first.crop())
          ? first
          : super.plan(recipe, at, width, height, mask);
    }

    private static boolean touches(Mask mask, CropBox box) {
      return mask.cells()[box.top() * mask.width() + box.left()] == 1;
    }
  }
}
