package org.harl.train.step;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.augment.ViewPreparation;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskReduction;
import org.harl.model.Head;
import org.harl.model.NetworkShapes;
import org.harl.model.Scope;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionPooling;
import org.harl.objective.RegionVectors;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Optimiser;

/**
 * One training step as a program: Algorithm 1 of Tran et al. 2022 (doi 10.3390/s22145169).
 *
 * <p>Inputs: {@code view1}, {@code view2} UINT8 [N, 3, S, S]; {@code mask1}, {@code mask2} UINT8
 * [N, 1, S, S], each 0 or 1, if {@link #needsMasks}; what the preparations declare; scalars {@code
 * learningRate}, {@code tau} and each of the objective's weights. Outputs: {@code loss}; the
 * objective's terms; {@code gradientNorm}, over all parameters; {@code representationStd}, the
 * signal of a collapse: the standard deviation over the batch of each dimension of the normalised
 * online projections [N, D] of view 1's first region, averaged over D. It is near 1/sqrt(D) for
 * vectors that point everywhere and 0 after a collapse.
 *
 * <p>Variables: {@code online.encoder.*}, {@code online.projector.*}, {@code online.predictor.*},
 * {@code target.encoder.*}, {@code target.projector.*}, and the optimiser's; {@link StepVariables}
 * lists them and draws their first values.
 *
 * @param networks f, g, q
 * @param objective what is minimised; only its regions are computed
 * @param pooling how a region becomes a vector
 * @param reduction how a mask comes to the size of the feature map
 * @param optimiser moves the online network
 * @param average what of the target network follows the online network
 * @param view1 turns view 1's bytes into what the encoder takes
 * @param view2 turns view 2's bytes into what the encoder takes
 * @param batch N
 * @param size S, the views' side
 */
public record HarlStep(
    Networks networks,
    Objective objective,
    RegionPooling pooling,
    MaskReduction reduction,
    Optimiser optimiser,
    TargetAverage average,
    ViewPreparation view1,
    ViewPreparation view2,
    int batch,
    int size) {

  /**
   * Checks the sizes and that the objective names a region.
   *
   * @throws InvalidInputException if batch is below 2, size below 1, or there is no region
   */
  public HarlStep {
    if (batch < 2 || size < 1) {
      throw new InvalidInputException(
          "step: batch must be at least 2 (batch norm) and size at least 1, got "
              + batch
              + " and "
              + size);
    }
    if (objective.regions().isEmpty()) {
      throw new InvalidInputException("step: the objective names no region; name at least one");
    }
  }

  /** The same step on batches of another size. */
  public HarlStep withBatch(int images) {
    return new HarlStep(
        networks, objective, pooling, reduction, optimiser, average, view1, view2, images, size);
  }

  /** Whether the step reads {@code mask1} and {@code mask2}. */
  public boolean needsMasks() {
    return objective.regions().stream().anyMatch(Region::masked);
  }

  /** The variables of the step. */
  public StepVariables variables() {
    return variables(forward(new Recorder()));
  }

  /** D of the projections [N, D]. */
  public int projectionSize() {
    return forward(new Recorder()).projectionSize();
  }

  /** The whole step. */
  public Program program() {
    Recorder recorder = new Recorder();
    Forward forward = forward(recorder);
    StepUpdate update = new StepUpdate(recorder, variables(forward), optimiser, average);
    update.apply(update.gradients(forward.loss().total()));
    return recorder.program();
  }

  /**
   * The first half of a step whose gradients are the mean over several batches: adds this batch's
   * share to {@code accumulated.*}. Outputs as {@link #program}, but for {@code gradientNorm};
   * without {@code learningRate} and {@code tau}.
   *
   * @param parts how many batches make a step
   */
  public Program accumulation(int parts) {
    if (parts < 1) {
      throw new InvalidInputException("step: parts must be at least 1, got " + parts);
    }
    Recorder recorder = new Recorder();
    Forward forward = forward(recorder);
    StepUpdate update = new StepUpdate(recorder, variables(forward), optimiser, average);
    update.accumulate(update.gradients(forward.loss().total().multiply(1.0 / parts)));
    return recorder.program();
  }

  /**
   * The second half: moves the networks by {@code accumulated.*} and empties it. Inputs {@code
   * learningRate} and {@code tau}, output {@code gradientNorm}.
   */
  public Program application() {
    Recorder recorder = new Recorder();
    StepUpdate update = new StepUpdate(recorder, variables(), optimiser, average);
    update.apply(update.accumulated());
    update.empty();
    return recorder.program();
  }

  /** From the bytes of two views to the loss. */
  private Forward forward(Recorder recorder) {
    Scope target = Scope.root(recorder, StepVariables.TARGET, true);
    Scope online = Scope.root(recorder, StepVariables.ONLINE, true);
    List<Tensor> views = views(recorder);
    List<Tensor> targetMaps = encode(target, views);
    List<Tensor> masks = masks(recorder, targetMaps.get(0).shape());
    List<Map<Region, Tensor>> targets =
        apply(networks.projector(), target, "projector", pool(targetMaps, masks));

    List<Tensor> onlineMaps = encode(online, views);
    List<Map<Region, Tensor>> projections =
        apply(networks.projector(), online, "projector", pool(onlineMaps, masks));
    List<Map<Region, Tensor>> predictions =
        apply(networks.predictor(), online, "predictor", projections);
    NetworkShapes.compared(first(predictions), first(projections));

    Loss loss = objective.loss(compared(predictions, targets, masks), weights(recorder));
    recorder.output("loss", loss.total());
    loss.terms().forEach(recorder::output);
    Tensor first = first(projections);
    recorder.output("representationStd", StepSignals.representationStd(first));
    return new Forward(online, target, loss, first.shape().dim(1));
  }

  private static Tensor first(List<Map<Region, Tensor>> views) {
    return views.get(0).values().iterator().next();
  }

  /** What the forward pass leaves for the update. */
  private record Forward(Scope online, Scope target, Loss loss, int projectionSize) {}

  private StepVariables variables(Forward forward) {
    return new StepVariables(
        forward.online().declarations(), forward.target().declarations(), optimiser);
  }

  private List<Tensor> views(Recorder recorder) {
    Shape shape = Shape.of(batch, 3, size, size);
    Tensor first = recorder.input("view1", ElementType.UINT8, shape);
    Tensor second = recorder.input("view2", ElementType.UINT8, shape);
    return List.of(view1.prepare("view1", first), view2.prepare("view2", second));
  }

  /** The views' masks at the size of the feature maps; none if no region is masked. */
  private List<Tensor> masks(Recorder recorder, Shape maps) {
    Shape shape = Shape.of(batch, 1, size, size);
    return (needsMasks() ? Stream.of("mask1", "mask2") : Stream.<String>of())
        .map(name -> recorder.input(name, ElementType.UINT8, shape))
        .map(mask -> reduction.reduce(mask, maps.dim(2), maps.dim(3)))
        .toList();
  }

  private List<Tensor> encode(Scope network, List<Tensor> views) {
    Scope scope = network.child("encoder");
    return views.stream()
        .map(view -> networks.encoder().encode(scope, view))
        .map(maps -> NetworkShapes.maps(networks.encoder(), maps, batch))
        .toList();
  }

  private List<Map<Region, Tensor>> pool(List<Tensor> maps, List<Tensor> masks) {
    TreeSet<Region> regions = new TreeSet<>(objective.regions());
    return IntStream.range(0, maps.size())
        .mapToObj(i -> pooling.pool(maps.get(i), masks.isEmpty() ? null : masks.get(i), regions))
        .toList();
  }

  /** Every vector is a pass of its own through the head, with its own batch statistics. */
  private List<Map<Region, Tensor>> apply(
      Head head, Scope network, String part, List<Map<Region, Tensor>> views) {
    Scope scope = network.child(part);
    List<Map<Region, Tensor>> results = new ArrayList<>();
    for (Map<Region, Tensor> view : views) {
      Map<Region, Tensor> result = new EnumMap<>(Region.class);
      view.forEach(
          (region, vectors) ->
              result.put(region, NetworkShapes.vectors(part, head.apply(scope, vectors), batch)));
      results.add(result);
    }
    return results;
  }

  private static Map<Region, RegionVectors> compared(
      List<Map<Region, Tensor>> predictions,
      List<Map<Region, Tensor>> targets,
      List<Tensor> masks) {
    Map<Region, RegionVectors> compared = new EnumMap<>(Region.class);
    for (Region region : predictions.get(0).keySet()) {
      compared.put(
          region,
          new RegionVectors(
              predictions.stream().map(view -> view.get(region)).toList(),
              targets.stream().map(view -> view.get(region).stopGradient()).toList(),
              region.masked() ? region.present(masks) : null));
    }
    return compared;
  }

  private Map<String, Tensor> weights(Recorder recorder) {
    Map<String, Tensor> weights = new TreeMap<>();
    for (String name : new TreeSet<>(objective.weights().keySet())) {
      weights.put(name, recorder.input(name, ElementType.REAL, Shape.of()));
    }
    return weights;
  }
}
