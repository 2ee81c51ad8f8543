package org.harl.train;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.soabase.recordbuilder.core.RecordBuilder.Initializer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.method.Distillation;
import org.harl.method.Method;
import org.harl.model.Head;
import org.harl.model.Linear;
import org.harl.model.StateDict;
import org.harl.objective.Objective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.RunSize;
import org.harl.teach.Teaching;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepVariables;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run's result depends on, but for the images and the backend, and how the run
 * goes about it. A setting is declared here: {@link PretrainingPlanBuilder} sets it, {@code with..}
 * gives another value to it, and a run that is resumed compares it, but for those of which is said
 * that no result depends on them.
 *
 * @param method networks, views, objective and optimiser: what is learned and how; default {@link
 *     Method#standard} with views of 224 pixels, HARL at 100 epochs (Tran et al. 2022, section 3).
 *     {@code Methods} has those of other papers
 * @param masks where masks come from; read only where {@link #masksUsed} says so. Null (default)
 *     for the images' own: if they have any, or if the method's objective is named. {@code
 *     MaskChoice.named("mbd")} computes them
 * @param teaching the teacher that the encoder learns from, beside what the method minimises or in
 *     its place; null (default) for none
 * @param batch images a batch, at least 2 and at most those of the source; default 256. Larger
 *     batches want higher learning rates, which the default follows. BYOL loses little from 4096
 *     down to 256 (Grill et al. 2020, section 5); SimCLR, whose negatives are its batch, gains from
 *     more (Chen et al. 2020, section 5.2); MoCo has 256. Memory grows in proportion
 * @param accumulate batches whose gradients are averaged into one step, at least 1; default 1. For
 *     steps of more images than memory holds; batch norm and negatives still see one batch
 * @param epochs passes over the images that the schedules are laid out for, at least 1; default
 *     100. Papers have 100 to 1000 on ImageNet; of few images take more, so that there are some ten
 *     thousand steps
 * @param stopAfterEpochs passes after which the run ends, within 1..{@code epochs}; null (default)
 *     for all. The schedules stay those of {@code epochs}, so that a resumed run goes on as if it
 *     had not ended
 * @param seed any number that weights, order and views are drawn from; default 0. The same seed
 *     gives the same bits on the same backend and machine, with as many threads, where the device
 *     is {@code DETERMINISTIC}
 * @param loaderThreads threads that decode and resample, at least 1; default one a processor. Fewer
 *     leave processors to the engine. No result depends on it
 * @param imageTimeout how long an image may take to be read and decoded, at least 1 ms; one that
 *     takes longer is left out like one that is damaged. Default one minute; more for network
 *     drives
 * @param initial values to start from in place of those drawn, by the names of {@link
 *     StepVariables}; null (default) if all are drawn. Names that the run lacks, and other shapes,
 *     are refused, but for those of a target network where there is none. {@link #startOf} has them
 *     of an encoder
 * @param checkpoints where the run leaves its state and whether it goes on from there; null
 *     (default) for nowhere. {@link Checkpoints#in} for every 500 steps
 * @param notes texts of the caller's by name, which checkpoints keep as they are and nothing else
 *     reads; default none
 */
@RecordBuilder
public record PretrainingPlan(
    @Initializer(value = "method", source = PlanDefaults.class) Method method,
    @Nullable MaskChoice masks,
    @Nullable Teaching teaching,
    @Initializer(value = "BATCH", source = PlanDefaults.class) int batch,
    @Initializer(value = "ACCUMULATE", source = PlanDefaults.class) int accumulate,
    @Initializer(value = "EPOCHS", source = PlanDefaults.class) int epochs,
    @Nullable Integer stopAfterEpochs,
    long seed,
    @Initializer(value = "loaderThreads", source = PlanDefaults.class) int loaderThreads,
    @Initializer(value = "IMAGE_TIMEOUT", source = PlanDefaults.class) Duration imageTimeout,
    @Nullable StateDict initial,
    @Nullable Checkpoints checkpoints,
    @Initializer(value = "NOTES", source = PlanDefaults.class) Map<String, String> notes)
    implements PretrainingPlanBuilder.With {

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of its range
   */
  public PretrainingPlan {
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    atLeastOne("epochs", epochs);
    atLeastOne("accumulate", accumulate);
    atLeastOne("loaderThreads", loaderThreads);
    if (batch < 2) {
      throw new InvalidInputException("plan: batch must be at least 2, got " + batch);
    }
    if (imageTimeout.toMillis() < 1) {
      throw new InvalidInputException(
          "plan: imageTimeout must be at least 1 ms, got " + imageTimeout);
    }
    if (stopAfterEpochs != null && (stopAfterEpochs < 1 || stopAfterEpochs > epochs)) {
      throw new InvalidInputException(
          "plan: stopAfterEpochs must be 1.." + epochs + ", the epochs, got " + stopAfterEpochs);
    }
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new InvalidInputException("plan: " + what + " must be at least 1, got " + value);
    }
  }

  /**
   * {@return the values for {@code initial} that are an encoder's: of both networks}
   *
   * @param encoder that the run's network is to begin with
   */
  public static StateDict startOf(TrainedEncoder encoder) {
    Map<String, TensorData> both = new LinkedHashMap<>();
    for (String network : List.of(StepVariables.ONLINE, StepVariables.TARGET)) {
      encoder
          .weights()
          .asMap()
          .forEach((name, value) -> both.put(network + "encoder." + name, value));
    }
    return new StateDict(both);
  }

  /** {@return a plan to be set up, every setting at its default} */
  public static PretrainingPlanBuilder builder() {
    return PretrainingPlanBuilder.builder();
  }

  /**
   * {@return the plan for these images: what it leaves to them (masks, objective, the units of
   * {@link Linear#ofClasses}) and what follows from other settings (learning rate, the last epoch)
   * is filled in} A plan that leaves nothing open stays as it is.
   *
   * @param images what is to be trained on
   */
  public PretrainingPlan on(ImageSource images) {
    MaskChoice chosen =
        masks != null
            ? masks
            : method.objective() == null ? MaskChoice.ownIfAny(images) : MaskChoice.own();
    Objective objective = objective(chosen).on(images.size(), images.classes().size());
    Head projector =
        method.projector() instanceof Linear linear
            ? linear.on(images.classes().size())
            : method.projector();
    LearningRate rate =
        Objects.requireNonNullElseGet(
            method.learningRate(),
            () -> PlanDefaults.learningRate(method.optimiser(), batch * accumulate));
    PretrainingPlan plan =
        withMasks(chosen)
            .withMethod(
                method.withObjective(objective).withProjector(projector).withLearningRate(rate))
            .withStopAfterEpochs(lastEpoch());
    return initial == null || plan.step().hasTarget()
        ? plan
        : plan.withInitial(initial.filter(name -> !name.startsWith(StepVariables.TARGET)));
  }

  /** What is minimised, where the masks are known. */
  private Objective objective(MaskChoice chosen) {
    Objective own =
        Objects.requireNonNullElseGet(
            method.objective(), () -> Method.standardObjective(chosen.any()));
    return teaching == null || own instanceof Distillation
        ? own
        : new Distillation(
            teaching.weight() == 1 ? null : own,
            teaching.weight(),
            teaching.hidden(),
            teaching.teacher().features());
  }

  /**
   * How long the run is that the schedules are laid out for.
   *
   * @param images of the source
   */
  RunSize size(int images) {
    return new RunSize(batch, accumulate, epochs, Math.max(1, images / batch));
  }

  /** {@return the number of the epoch after which the run ends, from 1} */
  public int lastEpoch() {
    return stopAfterEpochs == null ? epochs : stopAfterEpochs;
  }

  /**
   * {@return where masks come from that the objective or the views look at; none where neither
   * does}
   *
   * @throws InvalidInputException if no objective is named, see {@link #on}
   */
  public MaskChoice masksUsed() {
    return viewsLook() || step().needsMasks() ? chosen() : MaskChoice.none();
  }

  /** Where masks come from, whether any are looked at or not. */
  MaskChoice chosen() {
    return masks == null ? MaskChoice.own() : masks;
  }

  boolean viewsLook() {
    return method.views().stream().anyMatch(AugmentationRecipe::looksAtMasks);
  }

  /**
   * {@return the step that the plan takes again and again}
   *
   * @throws InvalidInputException if no objective is named, see {@link #on}
   */
  public HarlStep step() {
    return HarlStep.of(method, batch);
  }

  /** For people: settings by name, those that are not in use left out. */
  @Override
  public String toString() {
    return "plan: epochs "
        + epochs
        + (lastEpoch() < epochs ? " (stops after " + stopAfterEpochs + ")" : "")
        + ", batch "
        + batch
        + (accumulate > 1 ? " accumulated " + accumulate + " times" : "")
        + ", seed "
        + seed
        + ", masks "
        + (masks == null ? "the images' own, if any" : masks.name())
        + (teaching == null ? "" : ", taught by " + teaching.teacher())
        + (initial == null ? "" : ", from " + initial.names().size() + " values")
        + (checkpoints == null ? "" : ", checkpoints in '" + checkpoints.directory() + "'")
        + "; "
        + method;
  }
}
