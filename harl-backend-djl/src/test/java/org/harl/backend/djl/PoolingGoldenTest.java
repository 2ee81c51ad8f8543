package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harl.mask.MaskReduction;
import org.harl.model.StateDict;
import org.harl.objective.Region;
import org.harl.objective.RegionPooling;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Region pooling against the authors' three variants; masks brought to feature-map size. */
class PoolingGoldenTest extends Float64Test {
  @ParameterizedTest
  @EnumSource(RegionPooling.class)
  void everyRegionIsPooledAsTheAuthorsDo(RegionPooling pooling) {
    GoldenCase golden = GoldenCase.read("pooling-0");
    TensorData x = golden.tensor("x");
    TensorData mask = golden.tensor("mask");
    double[] expected = golden.expected(pooling.name().toLowerCase(Locale.ROOT));
    Map<String, TensorData> pooled = pool(pooling, x, mask);
    GoldenCase.assertClose("foreground", pooled.get("foreground").toDoubles(), expected, 1e-9);
    double[] opposite = mask.toDoubles();
    for (int i = 0; i < opposite.length; i++) {
      opposite[i] = 1 - opposite[i];
    }
    Map<String, TensorData> swapped = pool(pooling, x, TensorData.of(mask.shape(), opposite));
    GoldenCase.assertClose("background", swapped.get("background").toDoubles(), expected, 1e-9);
    GoldenCase.assertClose("image", pooled.get("image").toDoubles(), means(x), 1e-9);
  }

  private static double[] means(TensorData x) {
    int cells = x.shape().dim(2) * x.shape().dim(3);
    double[] means = new double[x.shape().size() / cells];
    for (int i = 0; i < x.shape().size(); i++) {
      means[i / cells] += x.at(i) / cells;
    }
    return means;
  }

  private static Map<String, TensorData> pool(
      RegionPooling pooling, TensorData x, TensorData mask) {
    Recorder recorder = new Recorder();
    Tensor features = recorder.input("x", ElementType.REAL, x.shape());
    Tensor cells = recorder.input("mask", ElementType.REAL, mask.shape());
    pooling
        .pool(features, cells, List.of(Region.values()))
        .forEach((region, vectors) -> recorder.output(region.label(), vectors));
    return run(recorder, Map.of("x", x, "mask", mask));
  }

  @Test
  void maskIsReducedOverDisjointBlocks() {
    // 4 x 4 to 2 x 2: blocks with 1, 2, 3 and 0 of 4 pixels
    byte[] mask = {1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0};
    assertThat(reduced(MaskReduction.ANY, 4, 2, mask)).containsExactly(1, 1, 1, 0);
    assertThat(reduced(MaskReduction.MAJORITY, 4, 2, mask)).containsExactly(0, 1, 1, 0);
    assertThat(reduced(MaskReduction.SOFT, 4, 2, mask)).containsExactly(0.25, 0.5, 0.75, 0);
  }

  @Test
  void maskWhoseSideIsNotDivisibleIsReducedOverOverlappingBlocks() {
    // 3 x 3 to 2 x 2: every cell covers 2 x 2 pixels, the middle one lies under all four
    byte[] middle = {0, 0, 0, 0, 1, 0, 0, 0, 0};
    assertThat(reduced(MaskReduction.ANY, 3, 2, middle)).containsExactly(1, 1, 1, 1);
    assertThat(reduced(MaskReduction.MAJORITY, 3, 2, middle)).containsExactly(0, 0, 0, 0);
    assertThat(reduced(MaskReduction.SOFT, 3, 2, middle)).containsExactly(.25, .25, .25, .25);
  }

  @Test
  void regionIsPresentOnlyIfEveryViewHasACell() {
    Recorder recorder = new Recorder();
    Shape shape = Shape.of(3, 1, 1, 2);
    Tensor first = recorder.input("first", ElementType.REAL, shape);
    Tensor second = recorder.input("second", ElementType.REAL, shape);
    recorder.output("foreground", Region.FOREGROUND.present(List.of(first, second)));
    recorder.output("background", Region.BACKGROUND.present(List.of(first, second)));
    Map<String, TensorData> outputs =
        run(
            recorder,
            Map.of(
                "first", TensorData.of(shape, 1.0, 0, 1, 1, 0, 0),
                "second", TensorData.of(shape, 0.0, 1, 0, 1, 0, 1)));
    assertThat(outputs.get("foreground").toDoubles()).containsExactly(1, 1, 0);
    assertThat(outputs.get("background").toDoubles()).containsExactly(1, 0, 1);
  }

  private static double[] reduced(MaskReduction reduction, int from, int to, byte... mask) {
    Recorder recorder = new Recorder();
    Shape shape = Shape.of(1, 1, from, from);
    Tensor input = recorder.input("mask", ElementType.UINT8, shape);
    recorder.output("cells", reduction.reduce(input, to, to));
    return run(recorder, Map.of("mask", TensorData.of(shape, mask))).get("cells").toDoubles();
  }

  private static Map<String, TensorData> run(Recorder recorder, Map<String, TensorData> feeds) {
    try (Session session = backend.session(new StateDict(Map.of()));
        Executable program = session.compile(recorder.program())) {
      return program.run(feeds);
    }
  }
}
