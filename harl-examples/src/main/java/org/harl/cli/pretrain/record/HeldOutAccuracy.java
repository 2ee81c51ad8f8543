package org.harl.cli.pretrain.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.harl.Harl;
import org.harl.cli.images.LabelledPair;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.Embeddings;
import org.harl.embed.TrainedEncoder;
import org.harl.eval.FeatureSpread;
import org.harl.eval.neighbours.KnnClassifier;
import org.jspecify.annotations.Nullable;

/**
 * How an encoder does on held-out images.
 *
 * @param reading how the images are read
 * @param images null if there are none
 */
public record HeldOutAccuracy(Harl harl, EmbedderSettings reading, @Nullable LabelledPair images) {

  /**
   * What was measured.
   *
   * @param accuracy the share of held-out images whose class is found, 0..1
   * @param featureStd the spread of their features, see {@link FeatureSpread}
   */
  public record Measured(double accuracy, double featureStd) {
    static final Measured NOTHING = new Measured(Double.NaN, Double.NaN);
  }

  /** Measures an encoder; nothing if there are no images. */
  public Measured of(TrainedEncoder encoder) throws IOException {
    if (images == null) {
      return Measured.NOTHING;
    }
    Embeddings asked;
    Embeddings known;
    try (Embedder embedder = new Embedder(harl.backend(), encoder, reading)) {
      asked = embedder.readable(images.test().images());
      known = embedder.readable(images.train().images());
    }
    double accuracy =
        KnnClassifier.of(known.vectors(), known.of(images.train().labels()))
            .accuracy(asked.vectors(), asked.of(images.test().labels()));
    return new Measured(accuracy, FeatureSpread.of(asked.vectors()));
  }

  /**
   * What came of a run, in lines.
   *
   * @param before the share of the untrained encoder, NaN if it was not measured
   * @param after that of the trained one, NaN if it was not measured
   * @param best the highest of its epochs; where that is above the untrained one's, the run's own
   *     verdict says that it fell since
   */
  static List<String> words(double before, double after, double best) {
    List<String> lines = new ArrayList<>();
    if (!Double.isNaN(after)) {
      String untrained = Double.isNaN(before) ? "" : "%.1f%% untrained, ".formatted(100 * before);
      lines.add("kNN accuracy: %s%.1f%% trained".formatted(untrained, 100 * after));
      if (before > Math.max(after, best)) {
        lines.add("training made it worse: train for longer, on more images, or at a lower rate");
      }
    }
    return lines;
  }
}
