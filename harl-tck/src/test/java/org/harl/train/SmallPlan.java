package org.harl.train;

import java.util.function.Consumer;
import org.harl.data.ImageSource;
import org.harl.method.Method;
import org.harl.model.Encoder;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.objective.RegionObjective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.train.optimise.Sgd;

/** A run that the reference interpreter finishes in a moment: one convolution, views of 8 x 8. */
public final class SmallPlan {
  private static final Encoder LAYER =
      (scope, images) ->
          Layers.batchNorm(
                  scope.child("norm"), Layers.conv2d(scope.child("conv"), images, 8, 3, 2, 1))
              .relu();

  private SmallPlan() {}

  /** Batches of 8, 3 epochs, hybrid objective; the change comes after, so it is what holds. */
  public static Consumer<PretrainingPlanBuilder> with(Consumer<PretrainingPlanBuilder> change) {
    Consumer<PretrainingPlanBuilder> small =
        plan ->
            plan.method(
                    Method.standard(8)
                        .withEncoder(LAYER)
                        .withHeads(new Mlp(16, 8))
                        .withObjective(
                            RegionObjective.hybrid(Schedule.constant(.5), Schedule.constant(.7)))
                        .withOptimiser(new Sgd(.9, 0))
                        .withLearningRate(LearningRate.warmUpThenCosine(.05, 1)))
                .batch(8)
                .epochs(3)
                .loaderThreads(2);
    return small.andThen(change);
  }

  static PretrainingPlan plan(ImageSource images, Consumer<PretrainingPlanBuilder> change) {
    PretrainingPlanBuilder plan = PretrainingPlan.builder();
    with(change).accept(plan);
    return plan.build().on(images);
  }

  static Backend reference() {
    return new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT32, 1));
  }
}
