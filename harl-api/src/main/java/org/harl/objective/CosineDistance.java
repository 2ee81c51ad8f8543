package org.harl.objective;

import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code 2 - 2 cos(prediction, stopGradient(target))}, the squared distance of the normalised
 * vectors (BYOL eq. 2), 0..4. A vector is normalised by {@code x rsqrt(max(sum x^2, 1e-12))}: a
 * zero vector stays zero and has finite gradients.
 */
public final class CosineDistance {
  private static final double SMALLEST_SQUARED_NORM = 1e-12;

  private CosineDistance() {}

  /**
   * {@return one distance a sample: [N, D] against [N, D] to [N, 1]}
   *
   * @param prediction [N, D], of any length but 0
   * @param target [N, D], of any length but 0
   */
  public static Tensor perSample(Tensor prediction, Tensor target) {
    Tensor cosine = normalised(prediction).multiply(normalised(target.stopGradient())).sum(1);
    return cosine.multiply(-2).add(2);
  }

  /**
   * {@return the mean over samples, a scalar}
   *
   * @param prediction [N, D], of any length but 0
   * @param target [N, D], of any length but 0
   * @param present [N, 1], the weight of each sample, or null for all alike; with no sample present
   *     the mean is 0 and so is its gradient
   */
  public static Tensor mean(Tensor prediction, Tensor target, @Nullable Tensor present) {
    Tensor distance = perSample(prediction, target);
    return present == null
        ? distance.meanAll()
        : distance.multiply(present).sumAll().divide(present.sumAll().maximum(1));
  }

  /**
   * {@return vectors [N, D] at length 1, or 0 where they are zero}
   *
   * @param vectors REAL [N, D]
   */
  public static Tensor normalised(Tensor vectors) {
    return vectors.multiply(
        vectors.multiply(vectors).sum(1).maximum(SMALLEST_SQUARED_NORM).rsqrt());
  }
}
