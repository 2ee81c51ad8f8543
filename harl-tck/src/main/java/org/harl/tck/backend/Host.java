package org.harl.tck.backend;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.harl.augment.Photometry;
import org.harl.augment.ViewPlan;
import org.harl.mask.MaskReduction;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionPooling;
import org.harl.objective.RegionVectors;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Optimiser;
import org.harl.train.step.Ema;
import org.harl.train.step.StepNames;
import org.harl.train.step.StepVariables;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's half of what backends are examined with, as rules of preparation, masks, losses and
 * steps call it. A subclass that changes one method is a deliberately wrong SDK.
 */
public class Host {
  /** The SDK as it is. */
  public Host() {}

  /** Records the photometry of the view {@code view}. */
  Tensor prepare(Photometry photometry, Tensor view) {
    return photometry.prepare("view", view);
  }

  /** What the photometry's inputs take. */
  Map<String, TensorData> feeds(Photometry photometry, List<ViewPlan> plans) {
    return photometry.feeds("view", plans);
  }

  /** Records a mask at the size of the feature map. */
  Tensor reduce(MaskReduction reduction, Tensor mask, int height, int width) {
    return reduction.reduce(mask, height, width);
  }

  /** Records the vectors of regions. */
  Map<Region, Tensor> pool(
      RegionPooling pooling, Tensor features, Tensor mask, Collection<Region> regions) {
    return pooling.pool(features, mask, regions);
  }

  /** Records which samples have a region in both views. */
  Tensor present(Region region, List<Tensor> masks) {
    return region.present(masks);
  }

  /** Records the distances of predictions and targets, [N, 1]. */
  Tensor distance(Tensor prediction, Tensor target) {
    return CosineDistance.perSample(prediction, target);
  }

  /** Records an objective. */
  Loss loss(Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
    RegionVectors any = vectors.values().iterator().next();
    Map<Integer, Tensor> online =
        any.predictions().isEmpty() ? any.projections() : any.predictions();
    Tensor one = online.values().iterator().next();
    Recorder recorder = one.recorder();
    Scope state = Scope.root(recorder, "objective.", true);
    int samples = objective.usesSamples() ? one.shape().dim(0) : 0;
    return objective.loss(
        new Compared(
            vectors,
            weights,
            state,
            numbers(recorder, StepNames.SAMPLE, samples),
            null,
            numbers(recorder, StepNames.DRAWN, objective.drawnImages())));
  }

  private static @Nullable Tensor numbers(Recorder recorder, String name, int count) {
    return count == 0 ? null : recorder.input(name, ElementType.REAL, Shape.of(count));
  }

  /** Records an optimiser's step. */
  void optimise(
      Optimiser optimiser, Recorder recorder, Tensor rate, List<Optimiser.Update> updates) {
    optimiser.record(recorder, rate, updates);
  }

  /** Records the moving averages of the target network. */
  void average(Recorder recorder, Tensor tau, List<Ema.Average> averages) {
    Ema.record(recorder, tau, averages);
  }

  /** What a run starts from. */
  StateDict initial(StepVariables variables, long seed) {
    return variables.initial(seed);
  }
}
