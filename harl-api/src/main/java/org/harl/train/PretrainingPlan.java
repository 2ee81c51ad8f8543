package org.harl.train;

import java.time.Duration;
import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Photometry;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskReduction;
import org.harl.model.StateDict;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionPooling;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.optimise.Optimiser;
import org.harl.train.step.HarlStep;
import org.harl.train.step.Networks;
import org.harl.train.step.StepVariables;
import org.harl.train.step.StepView;
import org.harl.train.step.TargetAverage;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run's result depends on, but for the images and the backend.
 *
 * @param networks f, g, q
 * @param objective what is minimised
 * @param pooling how a region becomes a vector
 * @param reduction how a mask comes to the size of the feature map
 * @param optimiser moves the online network
 * @param average what of the target network follows the online network
 * @param learningRate given the steps of an epoch, the learning rate over the run's steps
 * @param tau the share of the target network that a step keeps
 * @param views how view 1 is drawn, T, and view 2, T', and so on
 * @param masks where masks come from; read only where {@link #masksUsed} says so
 * @param batch images a batch
 * @param accumulate batches a step
 * @param epochs passes over the images that the schedules are laid out for
 * @param stopAfterEpochs passes after which the run ends, at most {@code epochs}
 * @param seed what weights, order and views are drawn from
 * @param threads threads that decode and resample
 * @param imageTimeout how long an image may take to be read and decoded
 * @param initial values to start from in place of those drawn, by the names of {@link
 *     StepVariables}; null if all are drawn
 * @param checkpoints where the run leaves its state; null for nowhere
 */
public record PretrainingPlan(
    Networks networks,
    Objective objective,
    RegionPooling pooling,
    MaskReduction reduction,
    Optimiser optimiser,
    TargetAverage average,
    LearningRate learningRate,
    Schedule tau,
    List<AugmentationRecipe> views,
    MaskChoice masks,
    int batch,
    int accumulate,
    int epochs,
    int stopAfterEpochs,
    long seed,
    int threads,
    Duration imageTimeout,
    @Nullable StateDict initial,
    @Nullable Checkpoints checkpoints) {

  /**
   * Checks the counts.
   *
   * @throws InvalidInputException if one is out of its range
   */
  public PretrainingPlan {
    views = List.copyOf(views);
    atLeastOne("epochs", epochs);
    atLeastOne("accumulate", accumulate);
    atLeastOne("threads", threads);
    if (views.isEmpty()) {
      throw new InvalidInputException("plan: views must have one recipe at least, got none");
    }
    if (views.stream().map(AugmentationRecipe::normalisation).distinct().count() > 1) {
      throw new InvalidInputException(
          "plan: an encoder sees images normalised in one way, but the recipes of the views have"
              + " several; give all the same normalisation");
    }
    if (stopAfterEpochs < 1 || stopAfterEpochs > epochs) {
      throw new InvalidInputException(
          "plan: stopAfterEpochs must be 1.." + epochs + ", the epochs, got " + stopAfterEpochs);
    }
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new InvalidInputException("plan: " + what + " must be at least 1, got " + value);
    }
  }

  /** A plan to be set up. */
  public static PretrainingPlanBuilder builder() {
    return new PretrainingPlanBuilder();
  }

  /** The side of view 1, in pixels. */
  public int size() {
    return views.get(0).size();
  }

  /** Where masks come from that the objective or the crops look at; none where neither does. */
  public MaskChoice masksUsed() {
    return hasAwareCrops() || step().needsMasks() ? masks : MaskChoice.none();
  }

  private boolean hasAwareCrops() {
    return views.stream().anyMatch(AugmentationRecipe::objectAware);
  }

  /** Refuses images that have no masks where these are used, or masks that cannot be meant. */
  void requireMasks(ImageSource images) {
    boolean compares = step().needsMasks();
    objective.regions().stream()
        .filter(region -> region.kind() == Region.Kind.SAMPLED)
        .forEach(PretrainingPlan::refuseSampled);
    if ((compares || hasAwareCrops()) && !masks.in(images).any()) {
      throw new InvalidInputException(
          "plan: "
              + (compares
                  ? "the objective compares "
                      + objective.regions().stream().filter(Region::masked).toList()
                  : "the crops are object-aware")
              + ", but the images have no masks; name a mask provider, or take "
              + (compares ? "RegionObjective.byol()" : "plain crops"));
    }
    masksUsed().check(images);
  }

  private static void refuseSampled(Region region) {
    throw new InvalidInputException(
        "plan: the objective compares '"
            + region
            + "', of regions that are sampled of maps of labels, but masks are of 0 and 1; name"
            + " foreground, background or the image");
  }

  /** The step that the plan takes again and again. */
  public HarlStep step() {
    return new HarlStep(
        networks,
        objective,
        pooling,
        reduction,
        optimiser,
        average,
        views.stream().map(view -> new StepView(Photometry.of(view), view.size())).toList(),
        batch);
  }
}
