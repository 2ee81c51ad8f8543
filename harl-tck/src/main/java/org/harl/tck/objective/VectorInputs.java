package org.harl.tck.objective;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.harl.model.Scope;
import org.harl.objective.Compared;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.step.StepNames;
import org.jspecify.annotations.Nullable;

/** What an objective is given in a trial: vectors of regions, and weights. */
final class VectorInputs {
  private VectorInputs() {}

  /** One region's vectors, of those inputs that are there, with its presence and names. */
  static RegionVectors of(
      Recorder recorder, Region region, Map<String, Tensor> leaves, int samples) {
    Map<Integer, Tensor> projections = new TreeMap<>();
    Map<Integer, Tensor> predictions = new TreeMap<>();
    Map<Integer, Tensor> targets = new TreeMap<>();
    Map<Integer, Tensor> areas = new TreeMap<>();
    Map<Integer, Tensor> ids = new TreeMap<>();
    Shape shape = Shape.of(samples, region.count());
    Tensor present =
        region.masked()
            ? recorder.input(ObjectiveTrial.present(region), ElementType.REAL, shape)
            : null;
    for (int view : ObjectiveTrial.VIEWS) {
      put(
          projections,
          view,
          leaves.get(ObjectiveTrial.vector(ObjectiveTrial.PROJECTION, view, region)));
      put(
          predictions,
          view,
          leaves.get(ObjectiveTrial.vector(ObjectiveTrial.PREDICTION, view, region)));
      put(targets, view, leaves.get(ObjectiveTrial.vector(ObjectiveTrial.TARGET, view, region)));
      put(areas, view, present);
      put(ids, view, ids(recorder, view, region, shape));
    }
    return new RegionVectors(projections, predictions, targets, areas, ids);
  }

  private static @Nullable Tensor ids(Recorder recorder, int view, Region region, Shape shape) {
    return region.kind() == Region.Kind.SAMPLED
        ? recorder.input(
            ObjectiveTrial.vector(ObjectiveTrial.IDS, view, region), ElementType.REAL, shape)
        : null;
  }

  private static void put(Map<Integer, Tensor> byView, int view, @Nullable Tensor tensor) {
    if (tensor != null) {
      byView.put(view, tensor);
    }
  }

  /** What an objective sees of so many samples. */
  static Compared compared(
      Recorder recorder,
      Objective objective,
      Map<Region, RegionVectors> vectors,
      Scope state,
      int samples) {
    Map<String, Tensor> numbers = new TreeMap<>();
    numbers(objective, samples)
        .forEach((name, shape) -> numbers.put(name, recorder.input(name, ElementType.REAL, shape)));
    return new Compared(
        vectors,
        weights(recorder, objective),
        state,
        numbers.get(StepNames.SAMPLE),
        numbers.get(StepNames.LABEL),
        numbers.get(StepNames.DRAWN));
  }

  /** The inputs of numbers that it uses, of images and classes. */
  static Map<String, Shape> numbers(Objective objective, int samples) {
    Map<String, Shape> numbers = new TreeMap<>();
    if (objective.usesSamples()) {
      numbers.put(StepNames.SAMPLE, Shape.of(samples));
    }
    if (objective.usesLabels()) {
      numbers.put(StepNames.LABEL, Shape.of(samples));
    }
    if (objective.drawnImages() > 0) {
      numbers.put(StepNames.DRAWN, Shape.of(objective.drawnImages()));
    }
    return numbers;
  }

  /** The values of its weights. */
  private static Map<String, Tensor> weights(Recorder recorder, Objective objective) {
    Map<String, Tensor> weights = new TreeMap<>();
    for (String name : new TreeSet<>(objective.weights().keySet())) {
      weights.put(name, recorder.input(ObjectiveTrial.WEIGHT + name, ElementType.REAL, Shape.of()));
    }
    return weights;
  }
}
