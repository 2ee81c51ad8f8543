package org.harl.cli.evaluate;

import java.io.IOException;
import org.harl.Harl;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.Split;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All weights learn. */
@Command(
    name = "finetune",
    description = {
      "Train the encoder and a linear classifier with labels; of a random: encoder this is the"
          + " supervised baseline.",
      "Learning rate and weight decay are the best of a grid on a fifth of the training images."
          + " Writes classifier.safetensors, too, with torchvision's names."
    })
public final class EvaluateFinetuneCommand extends EvaluationProtocol {
  public static final String CLASSIFIER = "classifier.safetensors";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the held-out fifth, order and views. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private TuningArguments tuning = new TuningArguments();

  private @Nullable Tuned tuned;

  /** Trains with one learning rate and one weight decay. */
  public EvaluateFinetuneCommand trained(long by, int epochs, double rate, double decay) {
    seed = by;
    tuning.take(epochs, rate, decay);
    return this;
  }

  @Override
  void check() {
    tuning.check();
  }

  @Override
  EvaluationResult result(Harl harl, Split split) throws IOException {
    Tuned trained =
        Tuned.of(
            harl,
            split,
            tuning.search(TuningArguments.Standard.FINETUNE, seed, split.reading()),
            split.train());
    tuned = trained;
    return trained.result("finetune", data);
  }

  @Override
  void writeMore(RunDirectory directory) {
    if (tuned != null) {
      tuned.training().classifier().write(directory.file(CLASSIFIER));
    }
  }
}
