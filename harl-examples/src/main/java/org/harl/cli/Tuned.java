package org.harl.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.Harl;
import org.harl.eval.ClassifierSearch;
import org.harl.eval.LinearClassifier;
import org.harl.train.Embedder;

/**
 * A classifier that was trained by SGD, and how it does on the test images.
 *
 * @param features of the test images
 */
record Tuned(ClassifierSearch.Result training, float[][] features) {
  /** Of the scores, how many may hold the right class for top-5. */
  static final int TOP = 5;

  /** Trains on these images, which need not be all of the split's. */
  static Tuned of(
      Harl harl, LabelledArguments.Split split, ClassifierSearch search, LabelledImages images)
      throws IOException {
    ClassifierSearch.Result result = run(harl, split, search, images);
    try (Embedder embedder = split.embedder(harl, result.classifier().encoder())) {
      return new Tuned(result, embedder.embed(split.test().images()));
    }
  }

  private static ClassifierSearch.Result run(
      Harl harl, LabelledArguments.Split split, ClassifierSearch search, LabelledImages images)
      throws IOException {
    int classes = split.classes().size();
    int steps = search.steps(images.labels(), classes);
    try (Progress progress = new Progress("steps", steps, System.err, Progress.onTerminal())) {
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
  double accuracy(LabelledArguments.Split split, int k) {
    return classifier().accuracy(features, split.test().labels(), k);
  }

  EvaluationResult result(String protocol, LabelledArguments data, LabelledArguments.Split split) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("top5", accuracy(split, TOP));
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
        split,
        training.classifier().encoder(),
        classifier().classify(features),
        more);
  }
}
