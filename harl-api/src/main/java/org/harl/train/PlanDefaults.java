package org.harl.train;

import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.mask.MaskChoice;
import org.harl.model.Encoder;
import org.harl.model.ResNet;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.optimise.Optimiser;
import org.jspecify.annotations.Nullable;

/** What a plan has where nothing is set, as {@link PretrainingPlanBuilder} says. */
final class PlanDefaults {
  private static final int LARGEST_SMALL_VIEW = 64;
  private static final double MOST_WARM_UP_EPOCHS = 10;

  private PlanDefaults() {}

  static List<AugmentationRecipe> views(int size) {
    return List.of(AugmentationRecipe.first(size), AugmentationRecipe.second(size));
  }

  static Encoder encoder(int size) {
    return size <= LARGEST_SMALL_VIEW ? ResNet.resnet18().small() : ResNet.resnet18();
  }

  /** An objective that is set says itself whether it needs masks. */
  static MaskChoice masks(@Nullable Objective objective, ImageSource images) {
    return objective == null ? MaskChoice.ownIfAny(images) : MaskChoice.own();
  }

  static Objective objective(MaskChoice masks) {
    return masks.any()
        ? RegionObjective.hybrid(Schedule.constant(0.5), Schedule.constant(0.7))
        : RegionObjective.byol();
  }

  static LearningRate learningRate(Optimiser optimiser, int images, int epochs) {
    return LearningRate.warmUpThenCosine(
        optimiser.defaultRate(images), Math.min(MOST_WARM_UP_EPOCHS, epochs / 10.0));
  }
}
