package org.harl.train.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.harl.augment.Normalisation;
import org.harl.augment.ViewPreparation;
import org.harl.method.Method;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Sgd;

/** An objective of these parts; what it saw is kept. */
class Own implements Objective {
  static final int BATCH = 4;
  private static final ViewPreparation BYTES = (name, view) -> Normalisation.IMAGENET.ofBytes(view);
  private static final Method METHOD =
      Method.standard(8)
          .withEncoder((scope, x) -> Layers.conv2d(scope.child("conv"), x, 5, 3, 2, 1))
          .withHeads(new Mlp(7, 6))
          .withOptimiser(new Sgd(0.9, 1e-4));

  private final Target target;
  private final boolean predictor;
  private final Set<Region> regions;
  private final Function<Compared, Tensor> total;
  Compared seen;

  Own(Target target, boolean predictor, Set<Region> regions, Function<Compared, Tensor> total) {
    this.target = target;
    this.predictor = predictor;
    this.regions = regions;
    this.total = total;
  }

  @Override
  public Set<Region> regions() {
    return regions;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public boolean usesPredictor() {
    return predictor;
  }

  @Override
  public Loss loss(Compared compared) {
    seen = compared;
    return new Loss(total.apply(compared), Map.of());
  }

  RegionVectors image() {
    return seen.vectors(Region.IMAGE);
  }

  /** The step of an objective by views of these sizes. */
  static HarlStep step(Objective objective, int... sizes) {
    List<StepView> views = new ArrayList<>();
    for (int size : sizes) {
      views.add(new StepView(BYTES, size));
    }
    return new HarlStep(METHOD.withObjective(objective), views, BATCH);
  }
}
