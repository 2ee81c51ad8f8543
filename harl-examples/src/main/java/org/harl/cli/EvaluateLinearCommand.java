package org.harl.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.Harl;
import org.harl.eval.Confusion;
import org.harl.eval.LinearProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Logistic regression on features that stay as they are. */
@Command(
    name = "linear",
    description = {
      "Train a linear classifier on the frozen encoder's features by L-BFGS; its penalty is the best"
          + " of 45 on a fifth of the training images.",
      "Writes result.json, confusion.csv and confusion.png."
    })
final class EvaluateLinearCommand extends EvaluationProtocol {
  private static final int TOP = 5;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the fifth that chooses the penalty. Default: ${DEFAULT-VALUE}.")
  private long seed;

  private LinearProbe train(Harl harl, LabelledArguments.Split split) {
    try (Progress progress =
        new Progress("penalties", LinearProbe.PENALTIES, System.err, Progress.onTerminal())) {
      return LinearProbe.train(
          harl.backend(),
          split.train().features(),
          split.train().labels(),
          split.classes().size(),
          seed,
          progress::done);
    }
  }

  @Override
  EvaluationResult result(Harl harl, LabelledArguments.Split split) {
    LinearProbe probe = train(harl, split);
    float[][] features = probe.prepared(split.test().features());
    int[] labels = split.test().labels();
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("top5", probe.classifier().accuracy(features, labels, TOP));
    more.put("l2", probe.l2());
    more.put("validation", probe.validation());
    int[] found = probe.classifier().classify(features);
    Confusion confusion = Confusion.of(labels, found, split.classes().size());
    return EvaluationResult.of("linear", data, split, confusion, more);
  }
}
