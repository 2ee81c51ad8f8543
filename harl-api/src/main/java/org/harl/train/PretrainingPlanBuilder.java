package org.harl.train;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskProviders;
import org.harl.mask.MaskReduction;
import org.harl.model.Encoder;
import org.harl.model.Head;
import org.harl.model.Mlp;
import org.harl.model.StateDict;
import org.harl.objective.Objective;
import org.harl.objective.RegionPooling;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.Optimiser;
import org.harl.train.step.Networks;
import org.harl.train.step.StepVariables;
import org.harl.train.step.TargetAverage;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link PretrainingPlan}. What is not set is the paper's at 100 epochs: ResNet-18 (small
 * stem for views of 64 pixels or less), heads of 4096 and 256 units, LARS with learning rate 0.3 *
 * batch / 256 after a warm-up of a tenth of the epochs (at most 10), tau from 0.99, views of 224
 * pixels by T and T', batches of 256; the images' own masks if they have any; the hybrid objective
 * (w = 0.5, a = 0.7) where there are masks, else BYOL's.
 */
public final class PretrainingPlanBuilder {
  private @Nullable Encoder encoder;
  private Head projector = Mlp.standard();
  private Head predictor = Mlp.standard();
  private @Nullable Objective objective;
  private RegionPooling pooling = RegionPooling.AREA;
  private MaskReduction reduction = MaskReduction.ANY;
  private Optimiser optimiser = Lars.standard().withWeightDecay(1e-6);
  private TargetAverage average = TargetAverage.PARAMETERS;
  private @Nullable LearningRate learningRate;
  private Schedule tau = Schedule.cosineToOne(0.99);
  private int size = 224;
  private @Nullable List<AugmentationRecipe> views;
  private UnaryOperator<AugmentationRecipe> augmentation = UnaryOperator.identity();
  private @Nullable MaskChoice masks;
  private int batch = 256;
  private int accumulate = 1;
  private int epochs = 100;
  private int stopAfterEpochs;
  private long seed;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Duration imageTimeout = Duration.ofMinutes(1);
  private @Nullable StateDict initial;
  private @Nullable Checkpoints checkpoints;

  PretrainingPlanBuilder() {}

  /** f, from views to feature maps. */
  public PretrainingPlanBuilder encoder(Encoder network) {
    encoder = network;
    return this;
  }

  /** g and q. */
  public PretrainingPlanBuilder heads(Head projectorHead, Head predictorHead) {
    projector = projectorHead;
    predictor = predictorHead;
    return this;
  }

  /** What is minimised. */
  public PretrainingPlanBuilder objective(Objective minimised) {
    objective = minimised;
    return this;
  }

  /** How a region becomes a vector. */
  public PretrainingPlanBuilder pooling(RegionPooling rule) {
    pooling = rule;
    return this;
  }

  /** How a mask comes to the size of the feature map. */
  public PretrainingPlanBuilder reduction(MaskReduction rule) {
    reduction = rule;
    return this;
  }

  /** Moves the online network. */
  public PretrainingPlanBuilder optimiser(Optimiser rule) {
    optimiser = rule;
    return this;
  }

  /** What of the target network follows the online network. */
  public PretrainingPlanBuilder targetAverage(TargetAverage rule) {
    average = rule;
    return this;
  }

  /** The learning rate, not scaled by the batch. */
  public PretrainingPlanBuilder learningRate(LearningRate rate) {
    learningRate = rate;
    return this;
  }

  /** The share of the target network that a step keeps. */
  public PretrainingPlanBuilder tau(Schedule schedule) {
    tau = schedule;
    return this;
  }

  /** The side of the views, in pixels. */
  public PretrainingPlanBuilder size(int pixels) {
    size = pixels;
    return this;
  }

  /**
   * How each view is drawn, in place of T and T' at {@link #size}; those as large as the first may
   * be targets, smaller ones (multi-crop) are not.
   */
  public PretrainingPlanBuilder views(List<AugmentationRecipe> recipes) {
    views = List.copyOf(recipes);
    return this;
  }

  /** Changes every view's recipe. */
  public PretrainingPlanBuilder augmentation(UnaryOperator<AugmentationRecipe> change) {
    augmentation = change;
    return this;
  }

  /** Where masks come from; default the images, if they have any. */
  public PretrainingPlanBuilder masks(MaskChoice choice) {
    masks = choice;
    return this;
  }

  /** Masks from a provider, in place of the images' own. */
  public PretrainingPlanBuilder masks(MaskProvider provider) {
    return masks(MaskChoice.of(provider));
  }

  /**
   * The same, by name: see {@link MaskProviders#find}.
   *
   * @throws InvalidInputException if there is none of that name
   */
  public PretrainingPlanBuilder masks(String name) {
    return masks(MaskProviders.find(name));
  }

  /** Images a batch. */
  public PretrainingPlanBuilder batch(int images) {
    batch = images;
    return this;
  }

  /** Batches whose gradients are averaged into one step. */
  public PretrainingPlanBuilder accumulate(int batches) {
    accumulate = batches;
    return this;
  }

  /** Passes over the images. */
  public PretrainingPlanBuilder epochs(int count) {
    epochs = count;
    return this;
  }

  /** Ends the run early, on the schedules of all its epochs. */
  public PretrainingPlanBuilder stopAfterEpochs(int count) {
    stopAfterEpochs = count;
    return this;
  }

  /** What weights, order and views are drawn from. */
  public PretrainingPlanBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Threads that decode and resample; no result depends on it. */
  public PretrainingPlanBuilder threads(int count) {
    threads = count;
    return this;
  }

  /**
   * How long an image may take to be read and decoded; one that takes longer is left out like one
   * that is damaged. Default one minute.
   */
  public PretrainingPlanBuilder imageTimeout(Duration limit) {
    imageTimeout = limit;
    return this;
  }

  /** Values to start from; names are those of {@link StepVariables}, others are drawn. */
  public PretrainingPlanBuilder initial(StateDict values) {
    initial = values;
    return this;
  }

  /** Where the run leaves its state and whether it goes on from there; nowhere by default. */
  public PretrainingPlanBuilder checkpoints(Checkpoints settings) {
    checkpoints = settings;
    return this;
  }

  /**
   * The plan for these images, which are looked at where neither masks nor an objective are set.
   *
   * @throws InvalidInputException if a setting is out of its range
   */
  public PretrainingPlan build(ImageSource images) {
    MaskChoice chosen = masks == null ? PlanDefaults.masks(objective, images) : masks;
    int until = stopAfterEpochs == 0 ? epochs : stopAfterEpochs;
    return new PretrainingPlan(
        new Networks(encoder == null ? PlanDefaults.encoder(size) : encoder, projector, predictor),
        objective == null ? PlanDefaults.objective(chosen) : objective,
        pooling,
        reduction,
        optimiser,
        average,
        learningRate == null
            ? PlanDefaults.learningRate(optimiser, batch * accumulate, epochs)
            : learningRate,
        tau,
        (views == null ? PlanDefaults.views(size) : views).stream().map(augmentation).toList(),
        chosen,
        batch,
        accumulate,
        epochs,
        until,
        seed,
        threads,
        imageTimeout,
        initial,
        checkpoints);
  }
}
