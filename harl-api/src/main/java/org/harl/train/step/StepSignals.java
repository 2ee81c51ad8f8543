package org.harl.train.step;

import java.util.List;
import java.util.Map;
import org.harl.objective.CosineDistance;
import org.harl.trace.Recorder;
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

  /**
   * {@code gradientNorm}: over all gradients as one vector; each square sum is a dot product.
   * Recorded as one composite, which a backend may fuse: name {@code norm}, inputs the gradients,
   * output the norm, no attributes.
   */
  static Tensor norm(List<Tensor> gradients) {
    Recorder recorder = gradients.get(0).recorder();
    return recorder.composite("norm", gradients, Map.of(), StepSignals::body).get(0);
  }

  private static List<Tensor> body(List<Tensor> gradients) {
    Tensor sum = gradients.stream().map(StepSignals::squareSum).reduce(Tensor::add).orElseThrow();
    return List.of(sum.reshape().sqrt());
  }

  private static Tensor squareSum(Tensor gradient) {
    int size = gradient.shape().size();
    return gradient.reshape(1, size).matmul(gradient.reshape(size, 1));
  }
}
