package org.harl.cli.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.Harl;
import org.harl.cli.blocks.BlockedNeighbours;
import org.harl.cli.blocks.Blocks;
import org.harl.cli.blocks.EmbeddedParts;
import org.harl.cli.blocks.EncoderRecipe;
import org.harl.cli.blocks.KnnVote;
import org.harl.cli.blocks.PartFolder;
import org.harl.cli.blocks.SparkArguments;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.LabelledImages;
import org.harl.cli.images.Split;
import org.harl.cli.options.Checks;
import org.harl.embed.Embedder;
import org.harl.eval.Confusion;
import org.harl.eval.neighbours.KnnClassifier;
import org.harl.eval.neighbours.Neighbours;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private SparkArguments spark = new SparkArguments();

  @Override
  void check() {
    neighbours.forEach(k -> Checks.atLeast("--k", k, 1));
    Checks.positive("--temperature", temperature, Double.MAX_VALUE);
  }

  @Override
  EvaluationResult result(RunDirectory directory, Harl harl, Split all) throws IOException {
    return spark.areGiven() ? resultInBlocks(directory, all) : result(harl, all);
  }

  /** The same result from parts on disk, by tasks elsewhere. */
  private EvaluationResult resultInBlocks(RunDirectory directory, Split all) throws IOException {
    EncoderRecipe recipe = EncoderRecipe.of(data.encoder, data.view, machine, all.reading());
    try (PartFolder folder = new PartFolder(directory.file(HarlFolder.PARTS));
        Blocks blocks = spark.open()) {
      EmbeddedParts known =
          EmbeddedParts.make(blocks, recipe, folder, asked("train", all.train(), data.train));
      EmbeddedParts asked =
          EmbeddedParts.make(blocks, recipe, folder, asked("test", all.test(), data.test));
      Split split = all.withTrain(known.read()).withTest(asked.read());
      int[][] found = BlockedNeighbours.classes(blocks, known, asked, votes());
      return result(split, found);
    }
  }

  private static EmbeddedParts.Asked asked(String kind, LabelledImages images, Path named) {
    return new EmbeddedParts.Asked(
        kind, images.images(), named, kind.equals("train"), images.labels());
  }

  /** For each k, weighted and plain. */
  private List<KnnVote> votes() {
    return neighbours.stream()
        .flatMap(
            k -> Stream.of(new KnnVote(k, temperature), new KnnVote(k, Double.POSITIVE_INFINITY)))
        .toList();
  }

  @Override
  EvaluationResult result(Harl harl, Split all) {
    Split.Embedded known;
    Split.Embedded asked;
    try (Embedder embedder = all.embedder(harl, all.encoder())) {
      known = all.trainVectors(embedder);
      asked = known.split().testVectors(embedder);
    }
    KnnClassifier classifier = KnnClassifier.of(known.vectors(), asked.split().train().labels());
    List<Neighbours> near =
        classifier.withNeighbours(Collections.max(neighbours)).nearest(asked.vectors());
    return result(
        asked.split(),
        votes().stream()
            .map(
                vote ->
                    classifier
                        .withNeighbours(vote.k())
                        .withTemperature(vote.temperature())
                        .classify(near))
            .toArray(int[][]::new));
  }

  /** Of the classes that {@link #votes} found. */
  private EvaluationResult result(Split split, int[][] found) {
    int[] labels = split.test().labels();
    int classes = split.classes().size();
    Map<String, Object> more = new LinkedHashMap<>();
    for (int i = 0; i < neighbours.size(); i++) {
      String name = "k" + neighbours.get(i);
      more.put(name, Confusion.of(labels, found[2 * i], classes).accuracy());
      more.put(name + "Plain", Confusion.of(labels, found[2 * i + 1], classes).accuracy());
    }
    return EvaluationResult.of("knn", data, split, split.encoder(), found[0], more);
  }
}
