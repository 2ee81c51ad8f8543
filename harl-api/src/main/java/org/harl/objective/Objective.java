package org.harl.objective;

import java.util.Map;
import java.util.Set;
import org.harl.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What pretraining minimises. It is recorded, so it must not read anything that changes from step
 * to step except through what it is given. An objective of one's own is a class of two methods; the
 * others say what else of BYOL's shape it needs or does without: what nothing uses is not recorded.
 *
 * <pre>{@code
 * final class ForegroundOnly implements Objective {
 *   public Set<Region> regions() {
 *     return Set.of(Region.FOREGROUND);
 *   }
 *
 *   public Loss loss(Compared compared) {
 *     RegionVectors v = compared.vectors(Region.FOREGROUND);
 *     Tensor total = CosineDistance.mean(v.prediction(1), v.target(2), v.present(1, 2));
 *     return new Loss(total, Map.of("foreground", total));
 *   }
 * }
 * }</pre>
 */
public interface Objective {
  /** {@return the regions that it compares; no other is pooled or sent through the heads} */
  Set<Region> regions();

  /** {@return how many views as large as the first it compares at least} */
  default int fewestViews() {
    return 1;
  }

  /** {@return how many views it compares at most; it does not look at those beyond} */
  default int mostViews() {
    return Integer.MAX_VALUE;
  }

  /** {@return what the online network is compared with} */
  default Target target() {
    return Target.MOMENTUM;
  }

  /** {@return whether projections go through the predictor; without it there is none} */
  default boolean usesPredictor() {
    return true;
  }

  /**
   * {@return whether a view goes through the online network}
   *
   * @param view its number, from 1
   */
  default boolean usesOnline(int view) {
    return true;
  }

  /**
   * {@return whether a view goes through the target network} Asked only of views as large as the
   * first: smaller ones (multi-crop, Caron et al. 2020) are never targets.
   *
   * @param view its number, from 1
   */
  default boolean usesTarget(int view) {
    return true;
  }

  /** {@return whether it reads which image of the source each sample is} */
  default boolean usesSamples() {
    return false;
  }

  /**
   * {@return how many images of the source are drawn for each batch, whose numbers it reads; 0 for
   * none} What is drawn depends on the run's seed and the number of the batch alone.
   */
  default int drawnImages() {
    return 0;
  }

  /**
   * {@return whether it reads the class of each image} A run on images of which one has no class is
   * refused.
   */
  default boolean usesLabels() {
    return false;
  }

  /**
   * {@return this objective where it is known what it is trained on, which a plan asks for before
   * its first step; itself where nothing depends on that}
   *
   * @param images how many there are in the source, at least 1
   * @param classes how many classes these are of, 0 where they have none
   */
  default Objective on(int images, int classes) {
    return this;
  }

  /** {@return how it learns from a teacher; null, the default, for without one} */
  default @Nullable Lesson lesson() {
    return null;
  }

  /** {@return scalars that change from step to step, by name: each is an input of the step} */
  default Map<String, Schedule> weights() {
    return Map.of();
  }

  /**
   * Records the loss.
   *
   * @param compared the vectors of each of {@link #regions()}, and what else was asked for
   * @return the loss, and what else a report shows
   */
  Loss loss(Compared compared);
}
