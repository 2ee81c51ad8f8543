package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.objective.CosineDistance;
import org.harl.objective.EmptyRegion;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionVectors;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.Schedule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The objective and its gradients against the loss functions that the paper's authors published.
 */
class ObjectiveGoldenTest extends Float64Test {
  private static final Schedule HALF = Schedule.constant(0.5);

  @ParameterizedTest
  @CsvSource({
    "objective-0, image", "objective-0, mask", "objective-0, hybrid_mask",
    "objective-0, hybrid_foreground", "objective-1, image", "objective-1, mask",
    "objective-1, hybrid_mask", "objective-1, hybrid_foreground", "objective-2, image",
    "objective-2, mask", "objective-2, hybrid_mask", "objective-2, hybrid_foreground"
  })
  void lossAndGradientsAreTheAuthors(String file, String loss) {
    GoldenCase golden = GoldenCase.read(file);
    Recorded recorded = new Recorded(objective(loss), golden.tensor("p.image.1").shape(), false);
    Map<String, TensorData> outputs = recorded.run(golden);
    assertThat(outputs.get("loss").at(0))
        .isCloseTo(golden.expect().get(loss).asDouble(), within(1e-9));
    for (String name : recorded.predictions.keySet()) {
      String key = loss + ".grad." + name;
      GoldenCase.assertClose(
          key, outputs.get("grad." + name).toDoubles(), golden.expected(key), 1e-9);
    }
  }

  private static RegionObjective objective(String loss) {
    return switch (loss) {
      case "image" -> RegionObjective.byol();
      case "mask" -> RegionObjective.mask(HALF);
      case "hybrid_mask" -> RegionObjective.hybrid(HALF, HALF);
      case "hybrid_foreground" -> RegionObjective.hybrid(HALF, Schedule.constant(1));
      default -> throw new IllegalArgumentException(loss);
    };
  }

  @Test
  void zeroVectorHasFiniteDistanceAndGradient() {
    GoldenCase golden = GoldenCase.read("objective-zero-row");
    Recorder recorder = new Recorder();
    Shape shape = golden.tensor("p").shape();
    Tensor p = recorder.input("p", ElementType.REAL, shape);
    Tensor z = recorder.input("z", ElementType.REAL, shape);
    Tensor loss = CosineDistance.mean(p, z, null);
    recorder.output("loss", loss);
    recorder.output("gradient", recorder.gradients(loss, List.of(p)).get(0));
    Map<String, TensorData> outputs =
        run(recorder, Map.of("p", golden.tensor("p"), "z", golden.tensor("z")));
    assertThat(outputs.get("loss").at(0))
        .isCloseTo(golden.expect().get("loss").asDouble(), within(1e-9));
    assertThat(Arrays.stream(outputs.get("gradient").toDoubles())).allMatch(Double::isFinite);
  }

  @Test
  void excludedSampleCountsNeitherInTheMeanNorInTheGradient() {
    Map<String, TensorData> outputs = masked(EmptyRegion.EXCLUDE, 1, 0);
    // sample 1 agrees in both directions: 0; sample 2, orthogonal, is left out
    assertThat(outputs.get("loss").at(0)).isCloseTo(0, within(1e-12));
    assertNoGradient(outputs, "grad.p.foreground.1");
    assertThat(masked(EmptyRegion.ZERO, 1, 0).get("loss").at(0)).isCloseTo(2, within(1e-12));
  }

  @Test
  void regionThatEverySampleLacksGivesZeroAndNoGradient() {
    Map<String, TensorData> outputs = masked(EmptyRegion.EXCLUDE, 0, 0);
    assertThat(outputs.get("loss").at(0)).isZero();
    assertNoGradient(outputs, "grad.p.foreground.1");
    assertNoGradient(outputs, "grad.p.foreground.2");
  }

  /** Zeros of either sign. */
  private static void assertNoGradient(Map<String, TensorData> outputs, String name) {
    assertThat(Arrays.stream(outputs.get(name).toDoubles())).as(name).allMatch(g -> g == 0);
  }

  private static Map<String, TensorData> masked(EmptyRegion rule, double... present) {
    RegionObjective objective = RegionObjective.mask(Schedule.constant(1)).withEmptyRegion(rule);
    Shape shape = Shape.of(2, 2);
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    for (String view : List.of("1", "2")) {
      feeds.put("p.foreground." + view, TensorData.of(shape, 1.0, 0, 1, 0));
      feeds.put("z.foreground." + view, TensorData.of(shape, 1.0, 0, 0, 1));
    }
    feeds.put("present", TensorData.of(Shape.of(2, 1), present));
    return run(new Recorded(objective, shape, true).recorder, feeds);
  }

  private static Map<String, TensorData> run(Recorder recorder, Map<String, TensorData> feeds) {
    try (Session session = backend.session(new StateDict(Map.of()));
        Executable program = session.compile(recorder.program())) {
      return program.run(feeds);
    }
  }

  /** An objective over vectors that are fed; outputs its loss and the gradients by predictions. */
  private static final class Recorded {
    final Recorder recorder = new Recorder();
    final Map<String, Tensor> predictions = new LinkedHashMap<>();

    Recorded(RegionObjective objective, Shape shape, boolean withPresence) {
      Tensor present =
          withPresence ? recorder.input("present", ElementType.REAL, Shape.of(2, 1)) : null;
      Map<Region, RegionVectors> vectors = new EnumMap<>(Region.class);
      objective.regions().forEach(region -> vectors.put(region, vectors(region, shape, present)));
      Map<String, Tensor> weights = new LinkedHashMap<>();
      for (String name : objective.weights().keySet()) {
        weights.put(name, recorder.input(name, ElementType.REAL, Shape.of()));
      }
      Loss loss = objective.loss(vectors, weights);
      recorder.output("loss", loss.total());
      List<Tensor> gradients = recorder.gradients(loss.total(), List.copyOf(predictions.values()));
      List<String> names = List.copyOf(predictions.keySet());
      for (int i = 0; i < names.size(); i++) {
        recorder.output("grad." + names.get(i), gradients.get(i));
      }
    }

    private RegionVectors vectors(Region region, Shape shape, @Nullable Tensor present) {
      List<Tensor> online = new ArrayList<>();
      List<Tensor> target = new ArrayList<>();
      for (String view : List.of(".1", ".2")) {
        String name = "p." + region.label() + view;
        online.add(recorder.input(name, ElementType.REAL, shape));
        predictions.put(name, online.get(online.size() - 1));
        target.add(recorder.input("z." + region.label() + view, ElementType.REAL, shape));
      }
      return new RegionVectors(online, target, present);
    }

    Map<String, TensorData> run(GoldenCase golden) {
      Map<String, TensorData> feeds = new LinkedHashMap<>();
      for (String name : recorder.program().inputs().keySet()) {
        double scalar =
            name.equals(RegionObjective.OBJECT_WEIGHT)
                ? 1 - golden.param("lambda")
                : golden.param("alpha");
        feeds.put(
            name, name.contains(".") ? golden.tensor(name) : TensorData.of(Shape.of(), scalar));
      }
      return ObjectiveGoldenTest.run(recorder, feeds);
    }
  }
}
