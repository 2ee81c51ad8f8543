package org.harl.cli.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.Harl;
import org.harl.cli.images.LabelledArguments;
import org.harl.cli.images.LabelledImages;
import org.harl.cli.images.Split;
import org.harl.cli.terminal.Progress;
import org.harl.embed.Embedder;
import org.harl.eval.classify.ClassifierSearch;
import org.harl.eval.classify.LinearClassifier;

/**
 * A classifier that was trained by SGD, and how it does on the test images.
 *
 * @param tested the features of the test images
 */
record Tuned(ClassifierSearch.Result training, Split.Embedded tested) {
  /** Of the scores, how many may hold the right class for top-5. */
  static final int TOP = 5;

  /** Trains on those of these images that can be read; they need not be all of the split's. */
  static Tuned of(Harl harl, Split all, ClassifierSearch search, LabelledImages listed) {
    LabelledImages images = readable(harl, all, listed);
    Split split = all.learning(listed, images);
    ClassifierSearch.Result result = run(harl, split, search, images);
    try (Embedder embedder = split.embedder(harl, result.classifier().encoder())) {
      return new Tuned(result, split.testVectors(embedder));
    }
  }

  /** Looked for first, so that the share that may be lost is one of all, not of a part. */
  private static LabelledImages readable(Harl harl, Split split, LabelledImages listed) {
    try (Embedder embedder = split.embedder(harl, split.encoder())) {
      return listed.part(embedder.readable(listed.images()).images());
    }
  }

  private static ClassifierSearch.Result run(
      Harl harl, Split split, ClassifierSearch search, LabelledImages images) {
    int classes = split.classes().size();
    int steps = search.steps(images.labels(), classes);
    try (Progress progress = new Progress("steps", steps)) {
      return search.run(
          harl.backend(),
          split.encoder(),
          images.images(),
          images.labels(),
          classes,
          progress::done);
    }
  }

  private LinearClassifier classifier() {
    return training.classifier().classifier();
  }

  /** The share of test images whose class is among the k likeliest. */
  double accuracy(int k) {
    return classifier().accuracy(tested.vectors(), tested.split().test().labels(), k);
  }

  EvaluationResult result(String protocol, LabelledArguments data) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("top5", accuracy(TOP));
    more.put("learningRate", training.best().learningRate());
    more.put("weightDecay", training.best().weightDecay());
    more.put("epochs", training.best().epochs());
    for (ClassifierSearch.Tried tried : training.tried()) {
      String name = "validation " + tried.learningRate() + ", " + tried.weightDecay();
      more.put(name, tried.validation());
    }
    return EvaluationResult.of(
        protocol,
        data,
        tested.split(),
        training.classifier().encoder(),
        classifier().classify(tested.vectors()),
        more);
  }
}
