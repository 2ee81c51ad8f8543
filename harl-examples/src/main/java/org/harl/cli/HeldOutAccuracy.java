package org.harl.cli;

import java.io.IOException;
import org.harl.Harl;
import org.harl.data.ImageSource;
import org.harl.eval.KnnClassifier;
import org.harl.train.TrainedEncoder;
import org.jspecify.annotations.Nullable;

/**
 * kNN accuracy of an encoder on held-out images.
 *
 * @param images null if there are none
 */
record HeldOutAccuracy(Harl harl, DataArguments.@Nullable HeldOut images) {

  /** The share of held-out images whose class is found, 0..1; NaN if there are none. */
  double of(TrainedEncoder encoder) throws IOException {
    if (images == null) {
      return Double.NaN;
    }
    ImageSource searched = images.searched();
    ImageSource classified = images.classified();
    return KnnClassifier.of(harl.embed(encoder, searched), Labels.of("--knn-train", searched))
        .accuracy(harl.embed(encoder, classified), Labels.of("--knn-test", classified));
  }
}
