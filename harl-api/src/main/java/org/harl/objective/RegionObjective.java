package org.harl.objective;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.harl.error.InvalidInputException;
import org.harl.schedule.Schedule;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The objective of HARL (Tran et al. 2022) and, as a special case, BYOL's (Grill et al. 2020):
 *
 * <pre>
 * term(region) = d(prediction 1, target 2) + d(prediction 2, target 1)     d: {@link CosineDistance}
 * total = w (a term(foreground) + (1 - a) term(background)) + (1 - w) term(image)
 * </pre>
 *
 * Of more than two views, a term is twice the mean over all pairs of views. A term lies in 0..8 and
 * is reported under its region's label. A region whose weight is constantly 0 is not computed.
 *
 * @param objectWeight w, within 0..1: the share of the masks' terms; 0.5 in the paper's hybrid
 *     loss, 1 in its mask loss, 0 in BYOL's
 * @param foregroundWeight a, within 0..1: the share of the foreground among them; 0.7 in the paper
 * @param emptyRegion what happens to a sample without a cell in a region
 */
@RecordBuilder
public record RegionObjective(
    Schedule objectWeight, Schedule foregroundWeight, EmptyRegion emptyRegion)
    implements Objective, RegionObjectiveBuilder.With {
  /** The step's input for w. */
  public static final String OBJECT_WEIGHT = "objectWeight";

  /** The step's input for a. */
  public static final String FOREGROUND_WEIGHT = "foregroundWeight";

  /** w where nothing is said. */
  public static final double USUAL_OBJECT_WEIGHT = 0.5;

  /** a where nothing is said. */
  public static final double USUAL_FOREGROUND_WEIGHT = 0.7;

  private static final Schedule ZERO = Schedule.constant(0);
  private static final Schedule ONE = Schedule.constant(1);

  /** Checks that both weights start and end within 0..1. */
  public RegionObjective {
    within(OBJECT_WEIGHT, objectWeight);
    within(FOREGROUND_WEIGHT, foregroundWeight);
  }

  static void within(String what, Schedule weight) {
    for (int step = 0; step <= 1; step++) {
      double value = weight.at(step, 1);
      if (!(value >= 0 && value <= 1)) {
        throw new InvalidInputException(
            "objective: '" + what + "' must stay within 0..1, " + weight + " gives " + value);
      }
    }
  }

  /** {@return BYOL's: the image alone} */
  public static RegionObjective byol() {
    return new RegionObjective(ZERO, ONE, EmptyRegion.EXCLUDE);
  }

  /**
   * {@return the paper's mask loss: foreground with weight a, background with the rest}
   *
   * @param foregroundWeight a, within 0..1; 0.5 weighs both alike
   */
  public static RegionObjective mask(Schedule foregroundWeight) {
    return new RegionObjective(ONE, foregroundWeight, EmptyRegion.EXCLUDE);
  }

  /**
   * {@return the paper's hybrid loss: the mask loss with weight w, the image with the rest}
   *
   * @param objectWeight w, within 0..1; 0 leaves the image alone, which is BYOL's
   * @param foregroundWeight a, within 0..1; 0.5 weighs both alike
   */
  public static RegionObjective hybrid(Schedule objectWeight, Schedule foregroundWeight) {
    return new RegionObjective(objectWeight, foregroundWeight, EmptyRegion.EXCLUDE);
  }

  @Override
  public int fewestViews() {
    return 2;
  }

  @Override
  public Set<Region> regions() {
    Set<Region> regions = new TreeSet<>();
    if (!objectWeight.equals(ONE)) {
      regions.add(Region.IMAGE);
    }
    if (!objectWeight.equals(ZERO) && !foregroundWeight.equals(ZERO)) {
      regions.add(Region.FOREGROUND);
    }
    if (!objectWeight.equals(ZERO) && !foregroundWeight.equals(ONE)) {
      regions.add(Region.BACKGROUND);
    }
    return regions;
  }

  @Override
  public Map<String, Schedule> weights() {
    Set<Region> regions = regions();
    Map<String, Schedule> weights = new LinkedHashMap<>();
    if (regions.contains(Region.IMAGE) && regions.size() > 1) {
      weights.put(OBJECT_WEIGHT, objectWeight);
    }
    if (regions.contains(Region.FOREGROUND) && regions.contains(Region.BACKGROUND)) {
      weights.put(FOREGROUND_WEIGHT, foregroundWeight);
    }
    return weights;
  }

  @Override
  public Loss loss(Compared compared) {
    Map<String, Tensor> weights = compared.weights();
    Map<String, Tensor> terms = new LinkedHashMap<>();
    compared.vectors().forEach((region, vectors) -> terms.put(region.label(), term(vectors)));
    Tensor image = terms.get(Region.IMAGE.label());
    Tensor foreground = terms.get(Region.FOREGROUND.label());
    Tensor background = terms.get(Region.BACKGROUND.label());
    Tensor object = blend(weights.get(FOREGROUND_WEIGHT), foreground, background);
    Tensor total = blend(weights.get(OBJECT_WEIGHT), object, image);
    return new Loss(Objects.requireNonNull(total), terms);
  }

  private Tensor term(RegionVectors vectors) {
    return ViewPairs.twiceMean(vectors, (view, other) -> distance(vectors, view, other));
  }

  private Tensor distance(RegionVectors vectors, int view, int other) {
    Tensor present = emptyRegion == EmptyRegion.EXCLUDE ? vectors.present(view, other) : null;
    return CosineDistance.mean(vectors.prediction(view), vectors.target(other), present);
  }

  /** {@code weight a + (1 - weight) b}; where one of the two is not computed, the other. */
  static @Nullable Tensor blend(@Nullable Tensor weight, @Nullable Tensor a, @Nullable Tensor b) {
    if (a == null || b == null || weight == null) {
      return a == null ? b : a;
    }
    Tensor rest = weight.recorder().constant(1).subtract(weight);
    return weight.multiply(a).add(rest.multiply(b));
  }
}
