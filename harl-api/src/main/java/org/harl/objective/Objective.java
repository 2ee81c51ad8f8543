package org.harl.objective;

import java.util.Map;
import java.util.Set;
import org.harl.schedule.Schedule;
import org.harl.trace.Tensor;

/**
 * What pretraining minimises. It is recorded, so it must not read anything that changes from step
 * to step except through {@link #weights()}. An objective of one's own is a class of two methods:
 *
 * <pre>{@code
 * final class ForegroundOnly implements Objective {
 *   public Set<Region> regions() {
 *     return Set.of(Region.FOREGROUND);
 *   }
 *
 *   public Loss loss(Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
 *     RegionVectors v = vectors.get(Region.FOREGROUND);
 *     Tensor total = CosineDistance.mean(v.predictions().get(0), v.targets().get(1), v.present());
 *     return new Loss(total, Map.of("foreground", total));
 *   }
 * }
 * }</pre>
 */
public interface Objective {
  /** The regions that it compares; no other is pooled or sent through the heads. */
  Set<Region> regions();

  /** Scalars that change from step to step, by name: each is an input of the step. */
  default Map<String, Schedule> weights() {
    return Map.of();
  }

  /**
   * Records the loss.
   *
   * @param vectors predictions and targets of each of {@link #regions()}
   * @param weights this step's value, a scalar, of each of {@link #weights()}
   */
  Loss loss(Map<Region, RegionVectors> vectors, Map<String, Tensor> weights);
}
