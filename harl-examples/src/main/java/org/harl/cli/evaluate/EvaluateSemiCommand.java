package org.harl.cli.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.images.LabelledImages;
import org.harl.cli.images.Split;
import org.harl.cli.options.Checks;
import org.harl.data.TextFiles;
import org.harl.error.InvalidInputException;
import org.harl.eval.classify.ClassifierSearch;
import org.harl.eval.classify.LabelledShare;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All weights learn, from few labels. */
@Command(
    name = "semi",
    description = {
      "Fine-tune the encoder with the labels of a few images, the same share of every class: 1%% and"
          + " 10%%, or those of a list.",
      "top1, top5 and the confusion matrix are those of the last share."
    })
final class EvaluateSemiCommand extends EvaluationProtocol {
  @Option(
      names = "--shares",
      split = ",",
      paramLabel = "SHARE",
      description = "Shares of the labels. Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.01,0.1")
  private List<Double> shares = List.of();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description =
          "A text file with the images whose labels are known, one path below --train a line, in"
              + " place of --shares.")
  private @Nullable Path list;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the labelled images, order and views. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private TuningArguments tuning = new TuningArguments();

  @Override
  void check() {
    tuning.check();
    shares.forEach(share -> Checks.within("--shares", share, Double.MIN_NORMAL, 1));
  }

  @Override
  Destination apart(Destination output) {
    return super.apart(output).apartFrom("--list", list);
  }

  @Override
  EvaluationResult result(Harl harl, Split split) throws IOException {
    Map<String, Object> more = new LinkedHashMap<>();
    EvaluationResult last = null;
    for (Map.Entry<String, int[]> known : known(split).entrySet()) {
      LabelledImages images = split.train().part(known.getValue());
      ClassifierSearch search = tuning.search(TuningArguments.Standard.SEMI, seed, split.reading());
      Tuned tuned = Tuned.of(harl, split, search, images);
      more.put(known.getKey() + " images", images.labels().length);
      more.put(known.getKey() + " top1", tuned.accuracy(1));
      more.put(known.getKey() + " top5", tuned.accuracy(Tuned.TOP));
      last = tuned.result("semi", data);
    }
    if (last == null) {
      throw new InvalidInputException("--shares: none is given");
    }
    last.fields().putAll(more);
    return last;
  }

  /** Images whose labels are known, by what is said of them. */
  private Map<String, int[]> known(Split split) throws IOException {
    Map<String, int[]> known = new LinkedHashMap<>();
    if (list != null) {
      known.put("list", listed(list, split.train()));
      return known;
    }
    int[] labels = split.train().labels();
    for (double share : shares) {
      known.put("share " + share, LabelledShare.of(labels, split.classes().size(), share, seed));
    }
    return known;
  }

  private static int[] listed(Path file, LabelledImages train) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < train.labels().length; i++) {
      places.put(train.images().name(i), i);
    }
    Set<String> wanted = new HashSet<>();
    for (String line : TextFiles.lines("--list", file)) {
      wanted.add(places.containsKey(line) ? line : line.replace('\\', '/'));
    }
    int[] found =
        wanted.stream().filter(places::containsKey).mapToInt(places::get).sorted().toArray();
    if (found.length < wanted.size() || found.length == 0) {
      wanted.removeAll(places.keySet());
      throw new InvalidInputException(
          "--list: '"
              + file
              + "' names "
              + wanted.stream().sorted().findFirst().map(n -> "'" + n + "'").orElse("no image")
              + ", which --train does not hold; lines are like '"
              + train.images().name(0)
              + "'");
    }
    return found;
  }
}
