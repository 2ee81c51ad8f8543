package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.eval.Confusion;
import org.harl.eval.LinearProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Logistic regression on features that stay as they are. */
@Command(
    name = "linear",
    description = {
      "Train a linear classifier on the frozen encoder's features by L-BFGS; its penalty is the best"
          + " of 45 on a fifth of the training images.",
      "Writes result.json, confusion.csv and confusion.png."
    })
final class EvaluateLinearCommand implements Callable<Integer> {
  private static final int TOP = 5;

  @Mixin private LabelledArguments data;

  @Mixin private BackendArguments machine;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the fifth that chooses the penalty. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--output", paramLabel = "DIR", description = "Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-linear");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (RunDirectory directory = new RunDirectory(output, overwrite);
        Harl harl = directory.discardingOnFailure(machine::open)) {
      LabelledArguments.Split split = directory.discardingOnFailure(() -> data.embed(harl));
      EvaluationResult result = result(split, train(harl, split));
      result.print(out);
      result.write(directory);
      out.println("written to " + directory.publish());
    }
    out.flush();
    return 0;
  }

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

  private EvaluationResult result(LabelledArguments.Split split, LinearProbe probe) {
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
