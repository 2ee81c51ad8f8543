package org.harl.cli.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.Harl;
import org.harl.cli.images.Split;
import org.harl.cli.options.Checks;
import org.harl.embed.Embedder;
import org.harl.eval.Confusion;
import org.harl.eval.neighbours.KnnClassifier;
import org.harl.eval.neighbours.Neighbours;
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
      description = "Neighbours that vote. Default: ${DEFAULT-VALUE}.")
  private List<Integer> neighbours = List.of(20, 1, 5, 10, 100, 200);

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Votes weigh exp(cosine / T). Default: ${DEFAULT-VALUE}.")
  private double temperature = 0.07;

  @Override
  void check() {
    neighbours.forEach(k -> Checks.atLeast("--k", k, 1));
    Checks.positive("--temperature", temperature, Double.MAX_VALUE);
  }

  @Override
  EvaluationResult result(Harl harl, Split all) {
    Split.Embedded known;
    Split.Embedded asked;
    try (Embedder embedder = all.embedder(harl, all.encoder())) {
      known = all.trainVectors(embedder);
      asked = known.split().testVectors(embedder);
    }
    Split split = asked.split();
    int[] labels = split.test().labels();
    int classes = split.classes().size();
    KnnClassifier plain =
        KnnClassifier.of(known.vectors(), split.train().labels())
            .withTemperature(Double.POSITIVE_INFINITY);
    List<Neighbours> near =
        plain.withNeighbours(Collections.max(neighbours)).nearest(asked.vectors());
    KnnClassifier weighted = plain.withTemperature(temperature);
    Map<String, Object> more = new LinkedHashMap<>();
    for (int k : neighbours) {
      int[] by = weighted.withNeighbours(k).classify(near);
      more.put("k" + k, Confusion.of(labels, by, classes).accuracy());
      int[] alike = plain.withNeighbours(k).classify(near);
      more.put("k" + k + "Plain", Confusion.of(labels, alike, classes).accuracy());
    }
    int[] found = weighted.withNeighbours(neighbours.get(0)).classify(near);
    return EvaluationResult.of("knn", data, split, split.encoder(), found, more);
  }
}
