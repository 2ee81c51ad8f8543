package org.harl.objective;

import java.util.List;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What an objective sees of one region.
 *
 * @param predictions the online network's predictions of view 1 and view 2, [N, D] each
 * @param targets the target network's projections of view 1 and view 2, [N, D] each; an objective
 *     reads them through stopGradient, as {@link CosineDistance} does
 * @param present [N, 1]: 1 where the region has a cell in both views of a sample, else 0; null for
 *     the image, which is always there
 */
public record RegionVectors(
    List<Tensor> predictions, List<Tensor> targets, @Nullable Tensor present) {
  /** Copies the lists. */
  public RegionVectors {
    predictions = List.copyOf(predictions);
    targets = List.copyOf(targets);
  }
}
