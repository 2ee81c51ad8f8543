package org.harl.cli.pretrain;

import org.harl.cli.options.Checks;
import org.harl.cli.options.Defaults;
import org.harl.error.InvalidInputException;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.PretrainingPlanBuilder;
import org.harl.train.TrainingListener;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The objective, the optimiser and the length of the run. */
public final class TrainingArguments {
  /** The name of a setting that an ablation may change. */
  public static final String FOREGROUND_WEIGHT = "foreground-weight";

  /** The name of a setting that an ablation may change. */
  public static final String OBJECT_WEIGHT = "object-weight";

  /** The name of a setting that an ablation may change. */
  public static final String OBJECTIVE = "objective";

  public enum ObjectiveName {
    BYOL,
    MASK,
    HYBRID
  }

  enum OptimiserName {
    LARS,
    SGD,
    ADAMW
  }

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      description = "byol, mask or hybrid. Default: hybrid with masks, else byol.")
  @Nullable ObjectiveName objective;

  @Option(
      names = "--object-weight",
      paramLabel = "W",
      description = "Share of the object terms in the hybrid objective. Default: 0.5.")
  double objectWeight = 0.5;

  @Option(
      names = "--foreground-weight",
      paramLabel = "A",
      description = "Share of the foreground in the object terms. Default: 0.7.")
  double foregroundWeight = 0.7;

  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      description = "lars, sgd or adamw. Default: lars; for scenes sgd.")
  @Nullable OptimiserName optimiser;

  @Option(
      names = "--learning-rate",
      paramLabel = "LR",
      description =
          "Peak learning rate, not scaled by the batch. Default: lars 0.3 * batch / 256,"
              + " sgd 0.12 * batch / 256 and for scenes 0.48 * batch / 256, adamw 0.001.")
  @Nullable Double learningRate;

  @Option(
      names = "--weight-decay",
      paramLabel = "WD",
      description = "Default: lars 1e-6, sgd 5e-4, adamw 0.05.")
  @Nullable Double weightDecay;

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      description = "Epochs until the peak learning rate. Default: a tenth of all, at most 10.")
  @Nullable Double warmup;

  @Option(
      names = "--warmup-times-cosine",
      description =
          "Let the cosine run over all steps and multiply the warm-up onto it, instead of one"
              + " after the other.")
  boolean warmupTimesCosine;

  @Option(
      names = "--tau",
      paramLabel = "TAU",
      description =
          "Momentum of the target network at the start; rises to 1. Default: 0.99; for scenes 0.9.")
  @Nullable Double tau;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images a step. Default: 256; for scenes 64.")
  @Nullable Integer batch;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "Batches whose gradients are averaged into one step. Default: 1.")
  int accumulate = 1;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the images. Default: 100; for scenes 6.")
  @Nullable Integer epochs;

  @Option(
      names = "--stop-after",
      paramLabel = "EPOCHS",
      description = "Stop early, on the schedule of the whole run.")
  @Nullable Integer stopAfter;

  @Option(
      names = "--knn-every",
      paramLabel = "EPOCHS",
      description = "Epochs between kNN evaluations. Default: only before and after the run.")
  int knnEvery;

  @Option(
      names = "--knn-network",
      paramLabel = "NAME",
      description =
          "The network whose encoder the kNN evaluation measures, online or target. Default: online.")
  TrainingListener.Network knnNetwork = TrainingListener.Network.ONLINE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws weights, order and views. Default: 0.")
  long seed;

  private int batch(boolean scenes) {
    return Defaults.of(batch, scenes ? 64 : 256);
  }

  int epochs(boolean scenes) {
    return Defaults.of(epochs, scenes ? 6 : 100);
  }

  /** What these options say about a plan. */
  void apply(PretrainingPlanBuilder plan, boolean scenes, boolean masked) {
    int all = epochs(scenes);
    Checks.atLeast("--epochs", all, 1);
    int until = Defaults.of(stopAfter, all);
    Checks.within("--stop-after", until, 1, all);
    Checks.atLeast("--accumulate", accumulate, 1);
    Checks.atLeast("--knn-every", knnEvery, 0);
    Checks.within("--object-weight", objectWeight, 0, 1);
    Checks.within("--foreground-weight", foregroundWeight, 0, 1);
    checkWarmup(all);
    plan.objective(objective(masked))
        .optimiser(optimiser(scenes))
        .learningRate(learningRate(scenes))
        .tau(Schedule.cosineToOne(Defaults.of(tau, scenes ? 0.9 : 0.99)))
        .batch(batch(scenes))
        .accumulate(accumulate)
        .epochs(all)
        .stopAfterEpochs(until)
        .seed(seed);
  }

  private void checkWarmup(int all) {
    double epochsToPeak = Defaults.of(warmup, 0.0);
    if (!(epochsToPeak >= 0 && epochsToPeak <= all)) {
      throw new InvalidInputException(
          "--warmup: "
              + epochsToPeak
              + " epochs until the peak are not within the run's --epochs 0.."
              + all
              + "; name fewer, or train for longer");
    }
  }

  private Objective objective(boolean masked) {
    ObjectiveName name = Defaults.of(objective, masked ? ObjectiveName.HYBRID : ObjectiveName.BYOL);
    Schedule foreground = Schedule.constant(foregroundWeight);
    return switch (name) {
      case BYOL -> RegionObjective.byol();
      case MASK -> RegionObjective.mask(foreground);
      case HYBRID -> RegionObjective.hybrid(Schedule.constant(objectWeight), foreground);
    };
  }

  private OptimiserName optimiserName(boolean scenes) {
    return Defaults.of(optimiser, scenes ? OptimiserName.SGD : OptimiserName.LARS);
  }

  private Optimiser optimiser(boolean scenes) {
    return switch (optimiserName(scenes)) {
      case LARS -> new Lars(1e-3, 0.9, Defaults.of(weightDecay, 1e-6), LarsVariant.TRUST_OF_SUM);
      case SGD -> new Sgd(0.9, Defaults.of(weightDecay, 5e-4));
      case ADAMW -> AdamW.standard(Defaults.of(weightDecay, 0.05));
    };
  }

  private LearningRate learningRate(boolean scenes) {
    int images = batch(scenes) * accumulate;
    double peak =
        scenes && optimiserName(true) == OptimiserName.SGD
            ? Schedule.scaledByBatch(0.48, images)
            : optimiser(scenes).defaultRate(images);
    double warmupEpochs = Defaults.of(warmup, Math.min(10, epochs(scenes) / 10.0));
    double top = Defaults.of(learningRate, peak);
    double share = warmupEpochs / epochs(scenes);
    return warmupTimesCosine
        ? (batches, parts) -> Schedule.warmUpTimesCosine(top, share)
        : LearningRate.warmUpThenCosine(top, warmupEpochs);
  }
}
