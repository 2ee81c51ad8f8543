package org.harl.train.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.harl.method.Method;
import org.harl.model.NetworkShapes;
import org.harl.model.Scope;
import org.harl.objective.Lesson;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

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
  private final StepInputs inputs;

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
    inputs = new StepInputs(recorder, objective, step.batch());
  }

  /** What the forward pass leaves for the update. */
  record Outcome(Loss loss, StepVariables variables, int projectionSize) {}

  Outcome record() {
    Map<Integer, Tensor> prepared = prepared();
    Map<Integer, Map<Region, Tensor>> targets =
        step.hasTarget() ? targets(prepared) : new TreeMap<>();
    Rows all = new Rows(0, step.batch());
    Map<Integer, Tensor> maps = maps(online, prepared, objective::usesOnline, all);
    Map<Integer, Map<Region, Tensor>> projections = projected(online, maps, all);
    if (objective.target() == Target.ONLINE) {
      targets.putAll(projections);
      targets.keySet().removeIf(view -> !step.isTarget(view));
    }
    Map<Integer, Map<Region, Tensor>> predictions = new TreeMap<>();
    if (objective.usesPredictor()) {
      predictions =
          RegionHead.of(method.predictor(), online, "predictor")
              .apply(projections, view -> step.batch());
      NetworkShapes.compared(first(predictions), first(projections));
    }
    Map<Region, RegionVectors> vectors = vectors(projections, predictions, targets);
    RegionVectors taught = taught(maps);
    Loss loss = objective.loss(inputs.compared(vectors, state, taught));
    return outcome(
        loss,
        taught == null || !regions.isEmpty()
            ? first(projections)
            : taught.projections().values().iterator().next());
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
      Rows part = new Rows(from, from + rows);
      parts.add(projected(target, maps(target, prepared, step::isTarget, part), part));
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

  /** The feature maps of those views by a network. */
  private Map<Integer, Tensor> maps(
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
    return maps;
  }

  /** The projections of their regions. */
  private Map<Integer, Map<Region, Tensor>> projected(
      Scope network, Map<Integer, Tensor> maps, Rows rows) {
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
        RegionHead.of(method.projector(), network, "projector")
            .apply(pooled, view -> rows.count() * pieces(view));
    projected.forEach(
        (view, vectors) ->
            vectors.replaceAll((region, v) -> Tiles.joined(network, v, pieces(view))));
    return projected;
  }

  /** What the online network answers a teacher, of whole views; null where there is none. */
  private @Nullable RegionVectors taught(Map<Integer, Tensor> maps) {
    Lesson lesson = objective.lesson();
    if (lesson == null) {
      return null;
    }
    Map<Integer, Tensor> answers = new TreeMap<>();
    Map<Integer, Tensor> features = new TreeMap<>();
    maps.forEach(
        (view, map) -> {
          if (pieces(view) == 1) {
            Tensor pooled =
                method.pooling().pool(map, List.of(Region.IMAGE), Map.of()).get(Region.IMAGE);
            Tensor answer = lesson.head().apply(online.child("teacher"), pooled);
            answers.put(view, NetworkShapes.vectors("teacher", answer, step.batch()));
            features.put(view, inputs.taught(view, lesson.features()));
          }
        });
    return new RegionVectors(answers, Map.of(), features, Map.of(), Map.of());
  }

  private int pieces(int view) {
    return step.views().get(view - 1).pieces();
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
}
