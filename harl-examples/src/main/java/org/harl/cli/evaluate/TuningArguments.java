package org.harl.cli.evaluate;

import java.util.List;
import org.harl.cli.options.Checks;
import org.harl.cli.options.Defaults;
import org.harl.cli.terminal.OptionGroup;
import org.harl.embed.EmbedderSettings;
import org.harl.error.InvalidInputException;
import org.harl.eval.classify.ClassifierSearch;
import org.harl.eval.classify.ClassifierTraining;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a classifier is trained by SGD. */
@OptionGroup("Tuning")
final class TuningArguments {
  private static final int BATCH = 64;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images. Default: 80 for linear, 50 for the others.")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images a step, at most. Default: " + BATCH + ".")
  private @Nullable Integer batch;

  @Option(
      names = "--learning-rates",
      split = ",",
      paramLabel = "LR",
      description =
          "Learning rates at the start; of several the best on a held-out fifth. Default: 0.1 for"
              + " linear, 0.05 for semi, 0.1,0.01 for finetune.")
  private @Nullable List<Double> rates;

  @Option(
      names = "--weight-decays",
      split = ",",
      paramLabel = "WD",
      description = "Chosen alike. Default: 0; for finetune 0,0.001.")
  private @Nullable List<Double> decays;

  /** What a protocol takes where nothing is said. */
  record Standard(boolean frozen, int epochs, List<Double> rates, List<Double> decays) {
    static final Standard LINEAR = new Standard(true, 80, List.of(0.1), List.of(0.0));
    static final Standard SEMI = new Standard(false, 50, List.of(0.05), List.of(0.0));
    static final Standard FINETUNE =
        new Standard(false, 50, List.of(0.1, 0.01), List.of(0.0, 0.001));
  }

  /** Nothing is searched. */
  void take(int passes, double rate, double decay) {
    epochs = passes;
    rates = List.of(rate);
    decays = List.of(decay);
  }

  void check() {
    Checks.atLeast("--epochs", Defaults.of(epochs, 1), 1);
    Checks.atLeast("--batch", Defaults.of(batch, BATCH), 2);
    Defaults.of(rates, List.<Double>of())
        .forEach(rate -> Checks.positive("--learning-rates", rate, 1e6));
    Defaults.of(decays, List.<Double>of())
        .forEach(decay -> Checks.within("--weight-decays", decay, 0, 1e6));
  }

  /** Refuses what was given to a solver that does not read it. */
  void requireNone(String solver) {
    if (epochs != null || batch != null || rates != null || decays != null) {
      throw new InvalidInputException(
          "--solver: "
              + solver
              + " has no --epochs, --batch, --learning-rates and --weight-decays; leave them out, or"
              + " take --solver sgd");
    }
  }

  /** The search that the options and the protocol come to. */
  ClassifierSearch search(Standard standard, long seed, EmbedderSettings reading) {
    ClassifierTraining training =
        new ClassifierTraining(
            standard.frozen,
            Defaults.of(epochs, standard.epochs),
            Defaults.of(batch, BATCH),
            1,
            0,
            seed,
            reading);
    return new ClassifierSearch(
        training, Defaults.of(rates, standard.rates), Defaults.of(decays, standard.decays));
  }
}
