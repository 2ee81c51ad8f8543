package org.harl.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.harl.schedule.Schedule;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/**
 * HARL's objective over K regions of a map of labels, in the place of foreground and background:
 * each region that was sampled of a view predicts the same region, by its label, of another.
 *
 * <pre>
 * term(regions) = d(prediction 1, target 2) + d(prediction 2, target 1)   d: {@link CosineDistance}
 * total = w term(regions) + (1 - w) term(image)
 * </pre>
 *
 * d is the mean over all regions of the batch; one that was sampled n times weighs 1/n each time.
 * Of more than two views, a term is twice the mean over all pairs of views. A term lies in 0..8 and
 * is reported under its region's label. A region whose weight is constantly 0 is not computed.
 *
 * @param objectWeight w, in 0..1
 * @param sampled K, 1..255
 * @param emptyRegion what happens to a region that is not among those of the other view, or has no
 *     cell there: it is left out of the mean, or counts with zeros as its target
 */
public record SampledRegionObjective(Schedule objectWeight, int sampled, EmptyRegion emptyRegion)
    implements Objective {
  private static final Schedule ZERO = Schedule.constant(0);
  private static final Schedule ONE = Schedule.constant(1);

  /** Checks that the weight starts and ends within 0..1, and K. */
  public SampledRegionObjective {
    RegionObjective.within(RegionObjective.OBJECT_WEIGHT, objectWeight);
    Region.sampled(sampled);
  }

  /**
   * {@return the mask loss over K regions}
   *
   * @param sampled K, 1..255
   */
  public static SampledRegionObjective mask(int sampled) {
    return new SampledRegionObjective(ONE, sampled, EmptyRegion.EXCLUDE);
  }

  /**
   * {@return the mask loss over K regions with weight w, the image with the rest}
   *
   * @param objectWeight w, within 0..1
   * @param sampled K, 1..255
   */
  public static SampledRegionObjective hybrid(Schedule objectWeight, int sampled) {
    return new SampledRegionObjective(objectWeight, sampled, EmptyRegion.EXCLUDE);
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
    if (!objectWeight.equals(ZERO)) {
      regions.add(Region.sampled(sampled));
    }
    return regions;
  }

  @Override
  public Map<String, Schedule> weights() {
    return regions().size() > 1 ? Map.of(RegionObjective.OBJECT_WEIGHT, objectWeight) : Map.of();
  }

  @Override
  public Loss loss(Compared compared) {
    Map<String, Tensor> terms = new LinkedHashMap<>();
    compared
        .vectors()
        .forEach((region, vectors) -> terms.put(region.label(), term(region, vectors)));
    Tensor object = terms.get(Region.sampled(sampled).label());
    Tensor image = terms.get(Region.IMAGE.label());
    Tensor weight = compared.weights().get(RegionObjective.OBJECT_WEIGHT);
    Tensor total = RegionObjective.blend(weight, object, image);
    return new Loss(Objects.requireNonNull(total), terms);
  }

  private Tensor term(Region region, RegionVectors vectors) {
    return ViewPairs.twiceMean(
        vectors,
        (view, other) ->
            region.masked()
                ? distance(vectors, view, other)
                : CosineDistance.mean(vectors.prediction(view), vectors.target(other), null));
  }

  private Tensor distance(RegionVectors vectors, int view, int other) {
    Tensor prediction = vectors.prediction(view);
    Shape rows = prediction.shape().with(1, 1);
    Tensor same = vectors.same(view, other);
    Tensor found = same.sum(2);
    Tensor times = vectors.same(view, view).sum(2).maximum(1);
    boolean excludes = emptyRegion == EmptyRegion.EXCLUDE;
    Tensor counted =
        excludes ? found.minimum(found.recorder().constant(1)) : found.multiply(0).add(1);
    Tensor target = matched(same.divide(found.maximum(1)), vectors.target(other));
    return CosineDistance.mean(prediction, target, counted.divide(times).reshape(rows.toArray()));
  }

  /** Of targets [N K, D] those of the regions that are the same, zeros where none is. */
  private static Tensor matched(Tensor shares, Tensor targets) {
    Shape shape = targets.shape();
    int n = shares.shape().dim(0);
    int k = shares.shape().dim(1);
    Tensor byImage = targets.reshape(n, k, shape.dim(1));
    return shares.matmul(byImage).reshape(shape.toArray());
  }
}
