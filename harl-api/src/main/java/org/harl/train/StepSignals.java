package org.harl.train;

import java.util.List;
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

  /** {@code gradientNorm}: over all gradients as one vector; each square sum is a dot product. */
  static Tensor norm(List<Tensor> gradients) {
    return gradients.stream()
        .map(StepSignals::squareSum)
        .reduce(Tensor::add)
        .orElseThrow()
        .reshape()
        .sqrt();
  }

  private static Tensor squareSum(Tensor gradient) {
    int size = gradient.shape().size();
    return gradient.reshape(1, size).matmul(gradient.reshape(size, 1));
  }
}
