package org.harl.cli.pretrain;

import org.harl.cli.options.Checks;
import org.harl.cli.options.Defaults;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.PretrainingPlanBuilder;
import org.harl.train.TrainingListener;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The optimiser, the length of the run, and how it is watched. */
public final class TrainingArguments {
  enum OptimiserName {
    LARS(Lars.SHORT_RUN_DECAY) {
      @Override
      Optimiser of(double decay) {
        return Lars.standard().withWeightDecay(decay);
      }
    },
    SGD(5e-4) {
      @Override
      Optimiser of(double decay) {
        return new Sgd(0.9, decay);
      }
    },
    ADAMW(0.05) {
      @Override
      Optimiser of(double decay) {
        return AdamW.standard(decay);
      }
    };

    /** The weight decay where none is given. */
    final double decay;

    OptimiserName(double decay) {
      this.decay = decay;
    }

    abstract Optimiser of(double decay);
  }

  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      description = "lars, sgd or adamw. Default: lars; for scenes sgd.")
  private OptimiserName optimiser = OptimiserName.LARS;

  @Option(
      names = "--learning-rate",
      paramLabel = "LR",
      description =
          "Peak learning rate, not scaled by the batch. Default: lars 0.3 * batch / 256,"
              + " sgd 0.12 * batch / 256 and for scenes 0.48 * batch / 256, adamw 0.001.")
  private double learningRate;

  @Option(
      names = "--weight-decay",
      paramLabel = "WD",
      description = "Default: lars 1e-6, sgd 5e-4, adamw 0.05.")
  private double weightDecay;

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      description = "Epochs until the peak learning rate. Default: a tenth of all, at most 10.")
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
          "Momentum of the target network at the start; rises to 1. Default: 0.99; for scenes 0.9.")
  private double tau;

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
        .withOptimiser(optimiser.of(weightDecay))
        .withLearningRate(rate())
        .withTau(Schedule.cosineToOne(tau));
  }

  /** The plan with what these options say of it. */
  PretrainingPlanBuilder on(PretrainingPlanBuilder plan) {
    return plan.batch(batch)
        .accumulate(accumulate)
        .epochs(epochs)
        .stopAfterEpochs(stopAfter)
        .seed(seed);
  }

  private LearningRate rate() {
    double share = warmup / epochs;
    return warmupTimesCosine
        ? (batches, parts) -> Schedule.warmUpTimesCosine(learningRate, share)
        : LearningRate.warmUpThenCosine(learningRate, warmup);
  }
}
