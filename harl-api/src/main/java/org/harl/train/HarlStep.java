package org.harl.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.harl.InvalidInputException;
import org.harl.augment.ViewPreparation;
import org.harl.mask.MaskReduction;
import org.harl.model.InitialValues;
import org.harl.model.Scope;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.objective.CosineDistance;
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
import org.harl.trace.TensorData;

/**
 * One training step as a program: Algorithm 1 of Tran et al. 2022 (doi 10.3390/s22145169).
 *
 * <p>Inputs: {@code view1}, {@code view2} UINT8 [N, 3, S, S]; {@code mask1}, {@code mask2} UINT8
 * [N, 1, S, S], each 0 or 1, if {@link #needsMasks}; what the preparations declare; scalars {@code
 * learningRate}, {@code tau} and each of the objective's weights. Outputs: {@code loss}; the
 * objective's terms; {@code gradientNorm}, over all parameters; {@code representationStd}, the
 * collapse signal: the standard deviation over the batch of the normalised online projections of
 * view 1's first region, averaged over their D dimensions. It is near 1/sqrt(D) for vectors in all
 * directions and 0 after a collapse.
 *
 * <p>Variables: {@code online.encoder.*}, {@code online.projector.*}, {@code online.predictor.*},
 * {@code target.encoder.*}, {@code target.projector.*}, and the optimiser's.
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
  private static final String ONLINE = "online.";
  private static final String TARGET = "target.";
  private static final String ACCUMULATED = "accumulated.";

  /** Checks that the objective names a region. */
  public HarlStep {
    if (objective.regions().isEmpty()) {
      throw new InvalidInputException("objective: it names no region; name at least one");
    }
  }

  /** The whole step. */
  public Program program() {
    Recorder recorder = new Recorder();
    Forward forward = forward(recorder);
    List<Tensor> weights = parameters(recorder, forward.online());
    update(recorder, forward, recorder.gradients(forward.loss().total(), weights));
    return recorder.program();
  }

  /** Lines 3 to 12 of Algorithm 1: from the bytes of two views to the loss. */
  private Forward forward(Recorder recorder) {
    Scope target = Scope.root(recorder, TARGET, true);
    Scope online = Scope.root(recorder, ONLINE, true);
    List<Tensor> views = views(recorder);

    List<Tensor> targetMaps = encode(target, views);
    List<Tensor> masks = masks(recorder, targetMaps.get(0).shape());
    List<Map<Region, Tensor>> targets = project(target, pool(targetMaps, masks));

    List<Tensor> onlineMaps = encode(online, views);
    List<Map<Region, Tensor>> projections = project(online, pool(onlineMaps, masks));
    List<Map<Region, Tensor>> predictions = predict(online, projections);

    Loss loss = objective.loss(compare(predictions, targets, masks), weights(recorder));
    recorder.output("loss", loss.total());
    loss.terms().forEach(recorder::output);
    recorder.output("representationStd", spread(projections.get(0).values().iterator().next()));
    return new Forward(online.declarations(), target.declarations(), loss);
  }

  private List<Tensor> views(Recorder recorder) {
    Shape shape = Shape.of(batch, 3, size, size);
    Tensor first = recorder.input("view1", ElementType.UINT8, shape);
    Tensor second = recorder.input("view2", ElementType.UINT8, shape);
    return List.of(view1.prepare("view1", first), view2.prepare("view2", second));
  }

  /** The views' masks at the size of the feature maps; none if no region is masked. */
  private List<Tensor> masks(Recorder recorder, Shape maps) {
    if (!needsMasks()) {
      return List.of();
    }
    Shape shape = Shape.of(batch, 1, size, size);
    return Stream.of("mask1", "mask2")
        .map(name -> recorder.input(name, ElementType.UINT8, shape))
        .map(mask -> reduction.reduce(mask, maps.dim(2), maps.dim(3)))
        .toList();
  }

  private List<Tensor> encode(Scope network, List<Tensor> views) {
    Scope scope = network.child("encoder");
    return views.stream().map(view -> networks.encoder().encode(scope, view)).toList();
  }

  private List<Map<Region, Tensor>> pool(List<Tensor> maps, List<Tensor> masks) {
    return IntStream.range(0, maps.size())
        .mapToObj(
            i -> pooling.pool(maps.get(i), masks.isEmpty() ? null : masks.get(i), regions()))
        .toList();
  }

  /** Every vector is a pass of its own through the head, with its own batch statistics. */
  private static List<Map<Region, Tensor>> apply(
      Head head, Scope scope, List<Map<Region, Tensor>> vectors) {
    List<Map<Region, Tensor>> results = new ArrayList<>();
    for (Map<Region, Tensor> view : vectors) {
      Map<Region, Tensor> result = new EnumMap<>(Region.class);
      view.forEach((region, tensor) -> result.put(region, head.apply(scope, tensor)));
      results.add(result);
    }
    return results;
  }

  private Map<Region, RegionVectors> compare(
      List<Map<Region, Tensor>> predictions,
      List<Map<Region, Tensor>> targets,
      List<Tensor> masks) {
    Map<Region, RegionVectors> compared = new EnumMap<>(Region.class);
    for (Region region : regions()) {
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

  /** Lines 13 to 15: the optimiser moves the online network, then the target follows it. */
  private void update(
      Recorder recorder,
      Map<String, Declaration> online,
      Map<String, Declaration> target,
      List<Optimiser.Update> updates) {
    recorder.output("gradientNorm", norm(updates));
    Tensor learningRate = recorder.input("learningRate", ElementType.REAL, Shape.of());
    optimiser.record(recorder, learningRate, updates);

    Tensor tau = recorder.input("tau", ElementType.REAL, Shape.of());
    List<Ema.Average> averages = new ArrayList<>();
    target.forEach(
        (name, declared) -> {
          if (declared.trainable() || average == TargetAverage.BUFFERS_TOO) {
            String followed = ONLINE + name.substring(TARGET.length());
            averages.add(
                new Ema.Average(
                    name,
                    recorder.variable(name, declared.shape()),
                    recorder.variable(followed, declared.shape())));
          }
        });
    Ema.record(recorder, tau, averages);
  }
}
