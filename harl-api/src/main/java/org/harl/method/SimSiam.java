package org.harl.method;

import java.util.Map;
import java.util.Set;
import org.harl.model.DeepMlp;
import org.harl.model.Mlp;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.objective.ViewPairs;
import org.harl.schedule.PeakedRate;
import org.harl.schedule.PeakedRate.Fall;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Sgd;

/**
 * SimSiam (Chen and He 2021, arXiv 2011.10566, eq. 2): each view predicts the other's projection by
 * the same network, to which no gradient goes back.
 *
 * <pre>
 * D(p, z) = -cos(p, stopGradient(z))
 * total   = D(p1, z2) / 2 + D(p2, z1) / 2, within -1..1
 * </pre>
 *
 * <p>Of more views it is the mean of D(pi, zj) over all views i and all large views j but i.
 */
public record SimSiam() implements Objective {
  /**
   * {@return the whole method (section 3 and appendix A): a projector of three layers of 2048,
   * batch norm after each, a predictor of 512 hidden units; the views of MoCo v2; SGD with weight
   * decay 1e-4, the learning rate from 0.05 per 256 images along a cosine without warm-up} For
   * views of 64 pixels or less that of appendix D: two layers in the projector, no blur, weight
   * decay 5e-4, the learning rate 0.03. The predictor's learning rate falls like the rest, as in
   * the tables but for the best.
   *
   * @param size the side of both views, in pixels
   */
  public static Method method(int size) {
    boolean small = Method.isSmall(size);
    return Method.standard(size)
        .withObjective(new SimSiam())
        .withProjector(new DeepMlp(small ? 2 : 3, 2048, 2048, true, true))
        .withPredictor(new Mlp(512, 2048))
        .withOptimiser(new Sgd(0.9, small ? 5e-4 : 1e-4))
        .withLearningRate(new PeakedRate(Fall.COSINE, small ? 0.03 : 0.05, true, 0.0))
        .withViews(Moco.viewsV2(size));
  }

  @Override
  public int fewestViews() {
    return 2;
  }

  @Override
  public Set<Region> regions() {
    return Set.of(Region.IMAGE);
  }

  @Override
  public Target target() {
    return Target.ONLINE;
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors image = compared.vectors(Region.IMAGE);
    Tensor total =
        ViewPairs.mean(
            image.predictions().keySet(),
            image.targets().keySet(),
            (view, other) -> negativeCosine(image, view, other));
    return new Loss(total, Map.of("similarity", total));
  }

  /** Of the distance 2 - 2 cos, half, less 1. */
  private static Tensor negativeCosine(RegionVectors image, int view, int other) {
    return CosineDistance.mean(image.prediction(view), image.target(other), null)
        .multiply(0.5)
        .add(-1);
  }
}
