package org.harl.cli.evaluate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.Harl;
import org.harl.cli.images.Split;
import org.harl.cli.terminal.Progress;
import org.harl.embed.Embedder;
import org.harl.eval.classify.LinearProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A linear classifier on features of an encoder that stays as it is. */
@Command(
    name = "linear",
    description = {
      "Train a linear classifier on the frozen encoder's features.",
      "lbfgs: logistic regression on the features of the centred views, with the best of 45"
          + " penalties on a fifth of the training images, or where a class has fewer than 5 by"
          + " cross-validation. sgd: Nesterov's momentum, a cosine, random"
          + " crops and flips, as the paper has it; slower."
    })
final class EvaluateLinearCommand extends EvaluationProtocol {
  enum Solver {
    LBFGS,
    SGD
  }

  @Option(names = "--solver", paramLabel = "NAME", description = "lbfgs or sgd. Default: lbfgs.")
  private Solver solver = Solver.LBFGS;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Draws what is held out, and for SGD order and views. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private TuningArguments tuning = new TuningArguments();

  @Override
  void check() {
    tuning.check();
    if (solver == Solver.LBFGS) {
      tuning.requireNone("LBFGS");
    }
  }

  @Override
  EvaluationResult result(Harl harl, Split split) throws IOException {
    return solver == Solver.SGD
        ? Tuned.of(
                harl,
                split,
                tuning.search(TuningArguments.Standard.LINEAR, seed, split.reading()),
                split.train())
            .result("linear-sgd", data)
        : regression(harl, split);
  }

  private EvaluationResult regression(Harl harl, Split all) throws IOException {
    Split.Embedded known;
    Split.Embedded tested;
    try (Embedder embedder = all.embedder(harl, all.encoder())) {
      known = all.trainVectors(embedder);
      tested = known.split().testVectors(embedder);
    }
    Split split = tested.split();
    LinearProbe probe = probe(harl, split, known.vectors());
    float[][] features = probe.prepared(tested.vectors());
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("top5", probe.classifier().accuracy(features, split.test().labels(), Tuned.TOP));
    more.put("l2", probe.l2());
    more.put("validation", probe.validation());
    more.put("parts", probe.parts());
    int[] found = probe.classifier().classify(features);
    return EvaluationResult.of("linear", data, split, split.encoder(), found, more);
  }

  private LinearProbe probe(Harl harl, Split split, float[][] features) {
    try (Progress progress = new Progress("penalties", LinearProbe.PENALTIES)) {
      return LinearProbe.train(
          harl.backend(),
          features,
          split.train().labels(),
          split.classes().size(),
          seed,
          progress::done);
    }
  }
}
