package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.eval.Confusion;
import org.harl.eval.KnnClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Nearest neighbours: nothing is trained. */
@Command(
    name = "knn",
    description = {
      "Classify test images by their nearest training images; nothing is trained.",
      "Prints weighted and plain accuracy for each k, and writes result.json, confusion.csv and"
          + " confusion.png of the first k."
    })
final class EvaluateKnnCommand implements Callable<Integer> {
  @Mixin private LabelledArguments data;

  @Mixin private BackendArguments machine;

  @Option(
      names = "--k",
      split = ",",
      paramLabel = "K",
      description = "Neighbours that vote. Default: ${DEFAULT-VALUE}.",
      defaultValue = "20,1,5,10,100,200")
  private List<Integer> neighbours = List.of();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Votes weigh exp(cosine / T). Default: ${DEFAULT-VALUE}.")
  private double temperature = 0.07;

  @Option(names = "--output", paramLabel = "DIR", description = "Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-knn");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (RunDirectory directory = new RunDirectory(output, overwrite);
        Harl harl = directory.discardingOnFailure(machine::open)) {
      LabelledArguments.Split split = directory.discardingOnFailure(() -> data.embed(harl));
      KnnClassifier classifier = KnnClassifier.of(split.train().features(), split.train().labels());
      EvaluationResult result = result(split, classifier.temperature(temperature), classifier);
      result.print(out);
      result.write(directory);
      out.println("written to " + directory.publish());
    }
    out.flush();
    return 0;
  }

  private EvaluationResult result(
      LabelledArguments.Split split, KnnClassifier weighted, KnnClassifier any) {
    float[][] queries = split.test().features();
    int[] labels = split.test().labels();
    Map<String, Object> more = new LinkedHashMap<>();
    for (int k : neighbours) {
      more.put("k" + k, weighted.neighbours(k).accuracy(queries, labels));
      more.put(
          "k" + k + "Plain",
          any.neighbours(k).temperature(Double.POSITIVE_INFINITY).accuracy(queries, labels));
    }
    int[] found = weighted.neighbours(neighbours.get(0)).classify(queries);
    Confusion confusion = Confusion.of(labels, found, split.classes().size());
    return EvaluationResult.of("knn", data, split, confusion, more);
  }
}
