package org.harl.cli;

import java.io.IOException;
import org.harl.data.ImageSource;
import org.harl.eval.KnnClassifier;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.jspecify.annotations.Nullable;

/**
 * kNN accuracy of an encoder on held-out images.
 *
 * @param images null if there are none
 */
record HeldOutAccuracy(
    Backend backend, DataArguments.@Nullable HeldOut images, ResNet network, int size) {
  private static final int BATCH = 250;

  /** The share of held-out images whose class is found, 0..1; NaN if there are none. */
  double of(StateDict weights) throws IOException {
    if (images == null) {
      return Double.NaN;
    }
    SavedEncoder encoder = new SavedEncoder(network, size, weights);
    ImageSource searched = images.searched();
    ImageSource classified = images.classified();
    return KnnClassifier.of(
            encoder.embed(backend, searched, size, BATCH), Labels.of("--knn-train", searched))
        .accuracy(
            encoder.embed(backend, classified, size, BATCH), Labels.of("--knn-test", classified));
  }

  SavedEncoder saved(StateDict weights) {
    return new SavedEncoder(network, size, weights);
  }
}
