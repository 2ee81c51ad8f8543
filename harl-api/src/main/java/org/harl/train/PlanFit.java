package org.harl.train;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.objective.Region;
import org.harl.train.step.HarlStep;

/**
 * Whether a plan fits its images, asked before anything starts.
 *
 * @param plan that leaves nothing open
 */
record PlanFit(PretrainingPlan plan, ImageSource images) {
  private static final int LOOKED_AT = 64;

  /** Refuses listeners that look at a network that there is none of. */
  void requireNetworks(List<TrainingListener> listeners) {
    boolean target =
        listeners.stream().anyMatch(l -> l.network() == TrainingListener.Network.TARGET);
    if (target && !plan.step().hasTarget()) {
      throw new InvalidInputException(
          "plan: the target network is asked for, but the objective has none; ask for the online"
              + " network");
    }
  }

  /** Refuses a batch, or a step, that is larger than an epoch. */
  void requireImages() {
    if (images.size() < plan.batch()) {
      throw new InvalidInputException(
          "plan: a batch of "
              + plan.batch()
              + " does not fit "
              + images.size()
              + " images, only whole batches are made; set batch to at most "
              + images.size());
    }
    long batches = (long) plan.lastEpoch() * (images.size() / plan.batch());
    if (batches < plan.accumulate()) {
      throw new InvalidInputException(
          "plan: a step accumulates "
              + plan.accumulate()
              + " batches, but the whole run has "
              + batches
              + "; accumulate fewer, or train for more epochs");
    }
  }

  /** Refuses images that have no masks where these are used, or masks that cannot be meant. */
  void requireMasks() {
    HarlStep step = plan.step();
    if ((step.needsMasks() || plan.viewsLook()) && !plan.chosen().in(images).any()) {
      refuseWithoutMasks(step);
    }
    plan.masksUsed().check(images);
    if (plan.masksUsed() instanceof MaskChoice.Own) {
      requireMasksOfNearlyAll();
    }
    if (step.sampled() > 0) {
      requireRegions(step.sampled(), plan.chosen().in(images), images);
    }
  }

  private void refuseWithoutMasks(HarlStep step) {
    boolean compares = step.needsMasks();
    boolean crops = plan.method().views().stream().anyMatch(AugmentationRecipe::objectAware);
    throw new InvalidInputException(
        "plan: "
            + (compares
                ? "the objective compares "
                    + step.objective().regions().stream().filter(Region::masked).toList()
                : crops ? "the crops are object-aware" : "backgrounds are replaced")
            + ", but the images have no masks; name a mask provider, or "
            + (compares
                ? "take RegionObjective.byol()"
                : crops ? "take plain crops" : "keep the backgrounds"));
  }

  /** A run leaves out 1%; looks at all only where one of some that are spread over them lacks. */
  private void requireMasksOfNearlyAll() {
    int every = Math.max(1, images.size() / LOOKED_AT);
    boolean lacks =
        IntStream.range(0, images.size())
            .filter(i -> i % every == 0)
            .anyMatch(i -> !images.hasMask(i));
    int[] lacking =
        lacks
            ? IntStream.range(0, images.size()).filter(i -> !images.hasMask(i)).toArray()
            : new int[0];
    if (lacking.length * 100L > images.size()) {
      throw new InvalidInputException(
          "plan: masks are compared, but "
              + lacking.length
              + " of "
              + images.size()
              + " images have none, '"
              + images.name(lacking[0])
              + "' for one; add them, leave those images out, or name a mask provider");
    }
  }

  private static void requireRegions(int wanted, MaskChoice masks, ImageSource images) {
    int most = masks.mostRegions(images, wanted);
    if (wanted > most) {
      throw new InvalidInputException(
          "plan: the objective compares "
              + wanted
              + " regions of a view, but no map of '"
              + masks.name()
              + "' holds more than "
              + most
              + "; compare fewer, or name a mask provider that finds more");
    }
  }

  /** Refuses images of which one has no class where the objective reads it. */
  void requireLabels() {
    if (!plan.step().objective().usesLabels()) {
      return;
    }
    for (int i = 0; i < images.size(); i++) {
      if (images.label(i).isEmpty()) {
        throw new InvalidInputException(
            "plan: the objective '"
                + plan.method().objective()
                + "' learns from classes, but image '"
                + images.name(i)
                + "' has none; give each class a folder, or take an objective without labels");
      }
    }
  }

  /** Refuses values to start from that are none of the run's variables. */
  void requireInitial(Map<String, Declaration> own) {
    StateDict given = plan.initial();
    if (given == null) {
      return;
    }
    for (String name : given.names()) {
      if (!RunStart.fits(name, given, own)) {
        throw new InvalidInputException(
            "plan: the value to start from '"
                + name
                + "' "
                + given.get(name).shape()
                + " is none of the run's variables, or of another shape");
      }
    }
  }
}
