package org.harl.train;

import java.util.List;
import org.harl.objective.CosineDistance;
import org.harl.trace.Tensor;

/** What a step reports beside its loss. */
final class StepSignals {
  private StepSignals() {}

  /**
   * {@code representationStd}: the standard deviation over the batch of each dimension of the
   * normalised online projections [N, D] of view 1's first region, averaged over D. It is near
   * 1/sqrt(D) for vectors that point everywhere and 0 after a collapse.
   */
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
