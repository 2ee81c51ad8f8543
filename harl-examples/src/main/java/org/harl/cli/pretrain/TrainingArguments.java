package org.harl.cli.pretrain;

import org.harl.cli.options.Checks;
import org.harl.cli.options.Defaults;
import org.harl.cli.pretrain.record.RunRecord;
import org.harl.cli.terminal.OptionGroup;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.schedule.LearningRate;
import org.harl.schedule.PeakedRate;
import org.harl.schedule.PeakedRate.Fall;
import org.harl.schedule.Schedule;
import org.harl.train.PretrainingPlanBuilder;
import org.harl.train.TrainingListener;
import org.harl.train.optimise.Optimiser;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The optimiser, the length of the run, and how it is watched. */
@OptionGroup("Optimiser and schedule")
public final class TrainingArguments {
  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      description =
          "lars, lars_clipped (a trust ratio of 0.02, at most the learning rate), sgd or adamw. Default: the method's; for scenes sgd.")
  private @Nullable OptimiserName optimiser;

  @Option(
      names = "--learning-rate",
      paramLabel = "LR",
      description =
          "Peak learning rate, not scaled by the batch. Default: the method's; for another optimiser"
              + " than its own lars 0.3 * batch / 256, sgd 0.12 * batch / 256, adamw 0.001; for"
              + " scenes sgd 0.48 * batch / 256.")
  private double learningRate;

  @Option(
      names = "--weight-decay",
      paramLabel = "WD",
      description =
          "Default: the method's; for another optimiser than its own lars 1e-6, sgd 5e-4, adamw"
              + " 0.05.")
  private @Nullable Double weightDecay;

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      description =
          "Epochs until the peak learning rate. Default: the method's; of most a tenth of all, at most"
              + " 10.")
  private double warmup;

  @Option(
      names = "--warmup-times-cosine",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "YES",
      description =
          "Let the cosine run over all steps and multiply the warm-up onto it, instead of one"
              + " after the other.")
  private boolean warmupTimesCosine;

  @Option(
      names = "--tau",
      paramLabel = "TAU",
      description =
          "Momentum of the target network at the start. Default: the method's, 0.99 of most; for"
              + " scenes 0.9.")
  private double tau;

  @Option(
      names = "--tau-end",
      paramLabel = "TAU",
      description =
          "Momentum of the target network at the end, along a cosine. Default: 1; of MoCo as at the"
              + " start.")
  private double tauEnd;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images a step. Default: 256; for scenes 64.")
  private int batch;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "Batches whose gradients are averaged into one step. Default: 1.")
  private int accumulate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the images. Default: 100; for scenes 6.")
  int epochs;

  @Option(
      names = "--stop-after",
      paramLabel = "EPOCHS",
      description = "Stop early, on the schedule of the whole run.")
  @Nullable Integer stopAfter;

  @Option(
      names = "--knn-every",
      paramLabel = "EPOCHS",
      description = "Epochs between kNN evaluations. Default: only before and after the run.")
  private int knnEvery;

  @Option(
      names = "--knn-network",
      paramLabel = "NAME",
      description =
          "The network whose encoder the kNN evaluation measures, online or target. Default: online.")
  private TrainingListener.Network knnNetwork = TrainingListener.Network.ONLINE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws weights, order and views. Default: 0.")
  long seed;

  /** How the run is watched. */
  RunRecord.Watch watch() {
    return new RunRecord.Watch(knnEvery, knnNetwork);
  }

  /** Refuses what is out of its range. */
  void check() {
    Checks.atLeast("--epochs", epochs, 1);
    Checks.within("--stop-after", Defaults.of(stopAfter, epochs), 1, epochs);
    Checks.atLeast("--accumulate", accumulate, 1);
    Checks.atLeast("--knn-every", knnEvery, 0);
    if (!(warmup >= 0 && warmup <= epochs)) {
      throw new InvalidInputException(
          "--warmup: "
              + warmup
              + " epochs until the peak are not within the run's --epochs 0.."
              + epochs
              + "; name fewer, or train for longer");
    }
  }

  /** The method with what these options say of it. */
  Method on(Method method) {
    return method
        .withOptimiser(optimiser(method.optimiser()))
        .withLearningRate(rate(method.learningRate()))
        .withTau(tau());
  }

  private Schedule tau() {
    Checks.within("--tau", tau, 0, 1);
    Checks.within("--tau-end", tauEnd, 0, 1);
    return tauEnd == tau
        ? Schedule.constant(tau)
        : tauEnd == 1 ? Schedule.cosineToOne(tau) : Schedule.cosine(tau, tauEnd);
  }

  private Optimiser optimiser(Optimiser own) {
    if (optimiser != null) {
      return optimiser.of(own, Defaults.of(weightDecay, optimiser.decay(own)));
    }
    if (weightDecay != null) {
      throw new InvalidInputException(
          "--weight-decay: the method's optimiser is '"
              + own
              + "', which has its own; leave it out");
    }
    return own;
  }

  /** The plan with what these options say of it. */
  PretrainingPlanBuilder on(PretrainingPlanBuilder plan) {
    return plan.batch(batch)
        .accumulate(accumulate)
        .epochs(epochs)
        .stopAfterEpochs(stopAfter)
        .seed(seed);
  }

  private LearningRate rate(@Nullable LearningRate own) {
    double share = warmup / epochs;
    if (warmupTimesCosine) {
      return run -> Schedule.warmUpTimesCosine(learningRate, share);
    }
    Fall fall = own instanceof PeakedRate peaked ? peaked.fall() : Fall.COSINE;
    return new PeakedRate(fall, learningRate, false, warmup);
  }
}
