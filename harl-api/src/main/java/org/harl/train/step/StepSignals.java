package org.harl.train.step;

import org.harl.objective.CosineDistance;
import org.harl.trace.Tensor;

/** What a step reports beside its loss. */
final class StepSignals {
  private StepSignals() {}

  /** {@code representationStd} of {@link HarlStep}, of projections [N, D]. */
  static Tensor representationStd(Tensor projections) {
    Tensor unit = CosineDistance.normalised(projections.stopGradient());
    Tensor centred = unit.subtract(unit.mean(0));
    return centred.multiply(centred).mean(0).sqrt().meanAll();
  }
}
