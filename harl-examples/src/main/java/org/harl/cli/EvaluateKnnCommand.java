package org.harl.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.Harl;
import org.harl.eval.KnnClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Nearest neighbours: nothing is trained. */
@Command(
    name = "knn",
    description = {
      "Classify test images by their nearest training images; nothing is trained.",
      "Prints weighted and plain accuracy for each k; the confusion matrix is that of the first k."
    })
final class EvaluateKnnCommand extends EvaluationProtocol {
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

  @Override
  void check() {
    neighbours.forEach(k -> Checks.atLeast("--k", k, 1));
    Checks.within("--temperature", temperature, Double.MIN_NORMAL, Double.MAX_VALUE);
  }

  @Override
  EvaluationResult result(Harl harl, LabelledArguments.Split split) throws IOException {
    float[][] queries = split.features(harl, split.test());
    int[] labels = split.test().labels();
    KnnClassifier plain =
        KnnClassifier.of(split.features(harl, split.train()), split.train().labels())
            .temperature(Double.POSITIVE_INFINITY);
    KnnClassifier weighted = plain.temperature(temperature);
    Map<String, Object> more = new LinkedHashMap<>();
    for (int k : neighbours) {
      more.put("k" + k, weighted.neighbours(k).accuracy(queries, labels));
      more.put("k" + k + "Plain", plain.neighbours(k).accuracy(queries, labels));
    }
    int[] found = weighted.neighbours(neighbours.get(0)).classify(queries);
    return EvaluationResult.of("knn", data, split, split.encoder(), found, more);
  }
}
