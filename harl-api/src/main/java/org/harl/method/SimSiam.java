package org.harl.method;

import java.util.Map;
import java.util.Set;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.trace.Tensor;

/**
 * SimSiam (Chen and He 2021, arXiv 2011.10566, eq. 2): each view predicts the other's projection by
 * the same network, to which no gradient goes back.
 *
 * <pre>
 * D(p, z) = -cos(p, stopGradient(z))
 * total   = D(p1, z2) / 2 + D(p2, z1) / 2, within -1..1
 * </pre>
 */
public record SimSiam() implements Objective {
  @Override
  public Set<Region> regions() {
    return Set.of(Region.IMAGE);
  }

  @Override
  public Target target() {
    return Target.ONLINE;
  }

  @Override
  public boolean usesOnline(int view) {
    return view <= 2;
  }

  @Override
  public boolean usesTarget(int view) {
    return view <= 2;
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors image = compared.vectors(Region.IMAGE);
    Tensor total = negativeCosine(image, 1, 2).add(negativeCosine(image, 2, 1)).multiply(0.5);
    return new Loss(total, Map.of("similarity", total));
  }

  /** Of the distance 2 - 2 cos, half, less 1. */
  private static Tensor negativeCosine(RegionVectors image, int view, int other) {
    return CosineDistance.mean(image.prediction(view), image.target(other), null)
        .multiply(0.5)
        .add(-1);
  }
}
