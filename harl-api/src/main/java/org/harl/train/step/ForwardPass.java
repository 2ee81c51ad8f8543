package org.harl.train.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.harl.method.Method;
import org.harl.model.Head;
import org.harl.model.NetworkShapes;
import org.harl.model.Scope;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** A step's way from the bytes of its views to the loss; {@link HarlStep} names what it reads. */
final class ForwardPass {
  private final HarlStep step;
  private final Method method;
  private final Objective objective;
  private final Recorder recorder;
  private final Scope online;
  private final Scope target;
  private final Scope state;
  private final StepMasks masks;
  private final TreeSet<Region> regions;

  ForwardPass(HarlStep step, Recorder recorder) {
    this.step = step;
    this.recorder = recorder;
    method = step.method();
    objective = step.objective();
    online = Scope.root(recorder, StepVariables.ONLINE, true);
    target = Scope.root(recorder, StepVariables.TARGET, true);
    state = Scope.root(recorder, StepVariables.OBJECTIVE, true);
    regions = new TreeSet<>(objective.regions());
    masks = new StepMasks(recorder, method.reduction(), regions);
  }

  /** What the forward pass leaves for the update. */
  record Outcome(Loss loss, StepVariables variables, int projectionSize) {}

  Outcome record() {
    Map<Integer, Tensor> prepared = prepared();
    Map<Integer, Map<Region, Tensor>> targets =
        step.hasTarget() ? targets(prepared) : new TreeMap<>();
    Map<Integer, Map<Region, Tensor>> projections =
        projected(online, prepared, objective::usesOnline, new Rows(0, step.batch()));
    if (objective.target() == Target.ONLINE) {
      targets.putAll(projections);
      targets.keySet().removeIf(view -> !step.isTarget(view));
    }
    Map<Integer, Map<Region, Tensor>> predictions = new TreeMap<>();
    if (objective.usesPredictor()) {
      predictions =
          apply(method.predictor(), online, "predictor", projections, view -> step.batch());
      NetworkShapes.compared(first(predictions), first(projections));
    }
    Compared compared =
        new Compared(
            vectors(projections, predictions, targets),
            weights(),
            state,
            objective.usesSamples() ? numbers(StepNames.SAMPLE, step.batch()) : null,
            objective.usesLabels() ? numbers(StepNames.LABEL, step.batch()) : null,
            objective.drawnImages() > 0 ? numbers(StepNames.DRAWN, objective.drawnImages()) : null);
    return outcome(objective.loss(compared), first(projections));
  }

  private Outcome outcome(Loss loss, Tensor projection) {
    recorder.output(StepNames.LOSS, loss.total());
    loss.terms().forEach(recorder::output);
    recorder.output(StepNames.REPRESENTATION_STD, StepSignals.representationStd(projection));
    StepVariables variables =
        new StepVariables(
            online.declarations(), target.declarations(), state.declarations(), method.optimiser());
    return new Outcome(loss, variables, projection.shape().dim(1));
  }

  private static Tensor first(Map<Integer, Map<Region, Tensor>> byView) {
    return byView.values().iterator().next().values().iterator().next();
  }

  /** Every view that goes through a network, by its number, as the encoder takes it. */
  private Map<Integer, Tensor> prepared() {
    Map<Integer, Tensor> prepared = new TreeMap<>();
    Map<Integer, Tensor> bytes = new TreeMap<>();
    for (int view = 1; view <= step.views().size(); view++) {
      if (objective.usesOnline(view) || (step.hasTarget() && step.isTarget(view))) {
        int size = step.views().get(view - 1).size();
        bytes.put(
            view,
            recorder.input(
                StepNames.VIEW + view, ElementType.UINT8, Shape.of(step.batch(), 3, size, size)));
      }
    }
    bytes.forEach(
        (view, given) ->
            prepared.put(
                view,
                step.views().get(view - 1).preparation().prepare(StepNames.VIEW + view, given)));
    return prepared;
  }

  /** Images of a batch that go through a network together. */
  private record Rows(int from, int to) {
    int count() {
      return to - from;
    }

    /** These of [N, ..]. */
    Tensor of(Tensor all) {
      return count() == all.shape().dim(0) ? all : all.slice(0, from, to);
    }
  }

  /** The target network's projections, a part of the batch at a time, put together again. */
  private Map<Integer, Map<Region, Tensor>> targets(Map<Integer, Tensor> prepared) {
    int rows = step.batch() / method.targetSplits();
    List<Map<Integer, Map<Region, Tensor>>> parts = new ArrayList<>();
    for (int from = 0; from < step.batch(); from += rows) {
      parts.add(projected(target, prepared, step::isTarget, new Rows(from, from + rows)));
    }
    Map<Integer, Map<Region, Tensor>> whole = parts.get(0);
    if (parts.size() > 1) {
      whole.forEach(
          (view, byRegion) ->
              byRegion.replaceAll(
                  (region, first) ->
                      recorder.concat(
                          0, parts.stream().map(part -> part.get(view).get(region)).toList())));
    }
    return whole;
  }

  /** The projections of those views' regions by a network. */
  private Map<Integer, Map<Region, Tensor>> projected(
      Scope network, Map<Integer, Tensor> prepared, IntPredicate which, Rows rows) {
    Map<Integer, Tensor> maps = new TreeMap<>();
    prepared.forEach(
        (view, image) -> {
          if (which.test(view)) {
            Tensor pieces = Tiles.cut(rows.of(image), step.views().get(view - 1).tiles());
            Scope scope = network.child("encoder");
            maps.put(view, NetworkShapes.encoded(method.encoder(), scope, pieces));
          }
        });
    Map<Integer, Map<Region, Tensor>> covers = new TreeMap<>();
    maps.forEach(
        (view, map) -> {
          int size = step.views().get(view - 1).size();
          Map<Region, Tensor> cells = new LinkedHashMap<>();
          masks
              .covers(view, size, map.shape().with(0, step.batch()))
              .forEach((region, cover) -> cells.put(region, rows.of(cover)));
          covers.put(view, cells);
        });
    Map<Integer, Map<Region, Tensor>> pooled = new TreeMap<>();
    maps.forEach(
        (view, map) -> pooled.put(view, method.pooling().pool(map, regions, covers.get(view))));
    Map<Integer, Map<Region, Tensor>> projected =
        apply(
            method.projector(), network, "projector", pooled, view -> rows.count() * pieces(view));
    projected.forEach(
        (view, vectors) ->
            vectors.replaceAll((region, v) -> Tiles.joined(network, v, pieces(view))));
    return projected;
  }

  private int pieces(int view) {
    return step.views().get(view - 1).pieces();
  }

  /**
   * Every region of a view is a pass of its own through the head, with its own batch statistics.
   *
   * @param images how many there are of a view, tiles counted, by the view's number
   */
  private Map<Integer, Map<Region, Tensor>> apply(
      Head head,
      Scope network,
      String part,
      Map<Integer, Map<Region, Tensor>> byView,
      IntUnaryOperator images) {
    Scope scope = network.child(part);
    Map<Integer, Map<Region, Tensor>> results = new TreeMap<>();
    byView.forEach(
        (view, vectors) -> {
          Map<Region, Tensor> result = new LinkedHashMap<>();
          vectors.forEach(
              (region, given) ->
                  result.put(
                      region,
                      NetworkShapes.vectors(
                          part,
                          head.apply(scope, given),
                          images.applyAsInt(view) * region.count())));
          results.put(view, result);
        });
    return results;
  }

  private Map<Region, RegionVectors> vectors(
      Map<Integer, Map<Region, Tensor>> projections,
      Map<Integer, Map<Region, Tensor>> predictions,
      Map<Integer, Map<Region, Tensor>> targets) {
    Map<Region, RegionVectors> vectors = new LinkedHashMap<>();
    for (Region region : regions) {
      Map<Integer, Tensor> stopped = of(region, targets);
      stopped.replaceAll((view, target) -> target.stopGradient());
      vectors.put(
          region,
          new RegionVectors(
              of(region, projections),
              of(region, predictions),
              stopped,
              masks.areas(region),
              masks.ids(region)));
    }
    return vectors;
  }

  private static Map<Integer, Tensor> of(Region region, Map<Integer, Map<Region, Tensor>> byView) {
    Map<Integer, Tensor> tensors = new TreeMap<>();
    byView.forEach((view, vectors) -> tensors.put(view, vectors.get(region)));
    return tensors;
  }

  private Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new TreeMap<>();
    for (String name : new TreeSet<>(objective.weights().keySet())) {
      weights.put(name, recorder.input(name, ElementType.REAL, Shape.of()));
    }
    return weights;
  }

  private Tensor numbers(String name, int count) {
    return recorder.input(name, ElementType.REAL, Shape.of(count));
  }
}
