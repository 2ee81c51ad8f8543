package org.harl.train.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskReduction;
import org.harl.model.Head;
import org.harl.model.NetworkShapes;
import org.harl.model.Scope;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionPooling;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Optimiser;
import org.jspecify.annotations.Nullable;

/**
 * One training step as a program: Algorithm 1 of Tran et al. 2022 (doi 10.3390/s22145169), and what
 * other objectives need of it.
 *
 * <p>Inputs, for each view from 1: {@code view1} .. UINT8 [N, 3, S, S]; {@code mask1} .. UINT8 [N,
 * 1, S, S] if {@link #needsMasks}, each 0 or 1, or the label of a region; {@code ids1} .. REAL [N,
 * K] where regions are sampled; what the preparations declare. {@code sample} REAL [N] if the
 * objective uses it; scalars {@code learningRate}, {@code tau} if there is a momentum target, and
 * each of the objective's weights. Outputs: {@code loss}; the objective's terms; {@code
 * gradientNorm}, over all parameters; {@code representationStd}, the signal of a collapse: the
 * standard deviation over the batch of each dimension of the normalised online projections [N, D]
 * of the first view and region, averaged over D. It is near 1/sqrt(D) for vectors that point
 * everywhere and 0 after a collapse.
 *
 * <p>Variables: {@code online.encoder.*}, {@code online.projector.*}, {@code online.predictor.*},
 * {@code target.encoder.*}, {@code target.projector.*}, {@code objective.*}, and the optimiser's;
 * {@link StepVariables} lists them and draws their first values. What the objective does not use is
 * neither recorded nor declared.
 *
 * @param networks f, g, q
 * @param objective what is minimised; only its regions are computed
 * @param pooling how a region becomes a vector
 * @param reduction how a mask comes to the size of the feature map
 * @param optimiser moves the online network
 * @param average what of the target network follows the online network
 * @param views what is fed, at least one; those as large as the first may be targets
 * @param batch N
 */
public record HarlStep(
    Networks networks,
    Objective objective,
    RegionPooling pooling,
    MaskReduction reduction,
    Optimiser optimiser,
    TargetAverage average,
    List<StepView> views,
    int batch) {

  /**
   * Checks the batch, the views and the objective's regions.
   *
   * @throws InvalidInputException if batch is below 2, there is no view or no region, or one region
   *     is of masks of 0 and 1 and another of labels
   */
  public HarlStep {
    views = List.copyOf(views);
    if (batch < 2 || views.isEmpty()) {
      throw new InvalidInputException(
          "step: batch must be at least 2 (batch norm) with at least 1 view, got "
              + batch
              + " and "
              + views.size());
    }
    if (objective.regions().isEmpty()) {
      throw new InvalidInputException("step: the objective names no region; name at least one");
    }
    if (objective.regions().stream().filter(Region::masked).map(Region::labelled).distinct().count()
        > 1) {
      throw new InvalidInputException(
          "step: the objective's regions are "
              + objective.regions()
              + ", of masks of 0 and 1 and of maps of labels; name those of one kind");
    }
  }

  /** The same step on batches of another size. */
  public HarlStep withBatch(int images) {
    return new HarlStep(networks, objective, pooling, reduction, optimiser, average, views, images);
  }

  /** Whether the step reads {@code mask1} and so on. */
  public boolean needsMasks() {
    return objective.regions().stream().anyMatch(Region::masked);
  }

  /** Whether there is a target network, which follows the online network by {@code tau}. */
  public boolean hasTarget() {
    return objective.target() == Target.MOMENTUM;
  }

  /** The variables of the step. */
  public StepVariables variables() {
    return recorded().variables();
  }

  /** The whole step's program. */
  public Program program() {
    return recorded().program();
  }

  /** The whole step. */
  public RecordedStep recorded() {
    Recorder recorder = new Recorder();
    Forward forward = forward(recorder);
    StepUpdate update = new StepUpdate(recorder, forward.variables(), optimiser, average);
    update.apply(update.descent(forward.loss().total()));
    return new RecordedStep(recorder.program(), forward.variables(), forward.projectionSize());
  }

  /**
   * The first half of a step whose gradients are the mean over several batches: adds this batch's
   * share to {@code accumulated.*}. Outputs as {@link #recorded}, but for {@code gradientNorm};
   * without {@code learningRate} and {@code tau}.
   *
   * @param parts how many batches make a step
   */
  public RecordedStep accumulation(int parts) {
    if (parts < 1) {
      throw new InvalidInputException("step: parts must be at least 1, got " + parts);
    }
    Recorder recorder = new Recorder();
    Forward forward = forward(recorder);
    StepUpdate update = new StepUpdate(recorder, forward.variables(), optimiser, average);
    update.accumulate(update.descent(forward.loss().total().multiply(1.0 / parts)));
    return new RecordedStep(recorder.program(), forward.variables(), forward.projectionSize());
  }

  /**
   * The second half: moves the networks by {@code accumulated.*} and empties it. Inputs {@code
   * learningRate} and {@code tau}, output {@code gradientNorm}.
   *
   * @param variables of the first half
   */
  public Program application(StepVariables variables) {
    Recorder recorder = new Recorder();
    StepUpdate update = new StepUpdate(recorder, variables, optimiser, average);
    update.apply(update.accumulated());
    update.empty();
    return recorder.program();
  }

  /** What the forward pass leaves for the update. */
  private record Forward(Loss loss, StepVariables variables, int projectionSize) {}

  /** From the bytes of the views to the loss. */
  private Forward forward(Recorder recorder) {
    Scope target = Scope.root(recorder, StepVariables.TARGET, true);
    Scope online = Scope.root(recorder, StepVariables.ONLINE, true);
    Scope state = Scope.root(recorder, StepVariables.OBJECTIVE, true);
    StepMasks masks = new StepMasks(recorder, reduction, objective.regions());
    Map<Integer, Tensor> prepared = prepared(recorder);

    Map<Integer, Map<Region, Tensor>> targets = new TreeMap<>();
    if (hasTarget()) {
      targets =
          apply(
              networks.projector(),
              target,
              "projector",
              pooled(target, prepared, this::isTarget, masks));
    }
    Map<Integer, Map<Region, Tensor>> projections =
        apply(
            networks.projector(),
            online,
            "projector",
            pooled(online, prepared, objective::usesOnline, masks));
    if (objective.target() == Target.ONLINE) {
      targets = new TreeMap<>(projections);
      targets.keySet().removeIf(view -> !isTarget(view));
    }
    Map<Integer, Map<Region, Tensor>> predictions = new TreeMap<>();
    if (objective.usesPredictor()) {
      predictions = apply(networks.predictor(), online, "predictor", projections);
      NetworkShapes.compared(first(predictions), first(projections));
    }
    Loss loss =
        objective.loss(
            new Compared(
                vectors(projections, predictions, targets, masks),
                weights(recorder),
                state,
                samples(recorder)));
    recorder.output("loss", loss.total());
    loss.terms().forEach(recorder::output);
    Tensor first = first(projections);
    recorder.output("representationStd", StepSignals.representationStd(first));
    StepVariables variables =
        new StepVariables(
            online.declarations(), target.declarations(), state.declarations(), optimiser);
    return new Forward(loss, variables, first.shape().dim(1));
  }

  private boolean isTarget(int view) {
    return views.get(view - 1).size() == views.get(0).size() && objective.usesTarget(view);
  }

  private static Tensor first(Map<Integer, Map<Region, Tensor>> byView) {
    return byView.values().iterator().next().values().iterator().next();
  }

  /** Every view that goes through a network, by its number, as the encoder takes it. */
  private Map<Integer, Tensor> prepared(Recorder recorder) {
    Map<Integer, Tensor> prepared = new TreeMap<>();
    Map<Integer, Tensor> bytes = new TreeMap<>();
    for (int view = 1; view <= views.size(); view++) {
      if (objective.usesOnline(view) || (hasTarget() && isTarget(view))) {
        int size = views.get(view - 1).size();
        bytes.put(
            view, recorder.input("view" + view, ElementType.UINT8, Shape.of(batch, 3, size, size)));
      }
    }
    bytes.forEach(
        (view, given) ->
            prepared.put(view, views.get(view - 1).preparation().prepare("view" + view, given)));
    return prepared;
  }

  /** The regions' vectors of those views, before the projector. */
  private Map<Integer, Map<Region, Tensor>> pooled(
      Scope network, Map<Integer, Tensor> prepared, IntPredicate which, StepMasks masks) {
    Map<Integer, Tensor> maps = new TreeMap<>();
    prepared.forEach(
        (view, image) -> {
          if (which.test(view)) {
            Tensor map = networks.encoder().encode(network.child("encoder"), image);
            maps.put(view, NetworkShapes.maps(networks.encoder(), map, batch));
          }
        });
    maps.forEach((view, map) -> masks.covers(view, views.get(view - 1).size(), map.shape()));
    Map<Integer, Map<Region, Tensor>> pooled = new TreeMap<>();
    maps.forEach(
        (view, map) ->
            pooled.put(
                view,
                pooling.pool(
                    map,
                    new TreeSet<>(objective.regions()),
                    masks.covers(view, views.get(view - 1).size(), map.shape()))));
    return pooled;
  }

  /**
   * Every region of a view is a pass of its own through the head, with its own batch statistics.
   */
  private Map<Integer, Map<Region, Tensor>> apply(
      Head head, Scope network, String part, Map<Integer, Map<Region, Tensor>> byView) {
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
                          part, head.apply(scope, given), batch * region.count())));
          results.put(view, result);
        });
    return results;
  }

  private Map<Region, RegionVectors> vectors(
      Map<Integer, Map<Region, Tensor>> projections,
      Map<Integer, Map<Region, Tensor>> predictions,
      Map<Integer, Map<Region, Tensor>> targets,
      StepMasks masks) {
    Map<Region, RegionVectors> vectors = new LinkedHashMap<>();
    for (Region region : new TreeSet<>(objective.regions())) {
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

  private Map<String, Tensor> weights(Recorder recorder) {
    Map<String, Tensor> weights = new TreeMap<>();
    for (String name : new TreeSet<>(objective.weights().keySet())) {
      weights.put(name, recorder.input(name, ElementType.REAL, Shape.of()));
    }
    return weights;
  }

  private @Nullable Tensor samples(Recorder recorder) {
    return objective.usesSamples()
        ? recorder.input("sample", ElementType.REAL, Shape.of(batch))
        : null;
  }
}
