package org.harl.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.backend.OpCase;
import org.harl.tck.backend.OpCase.Leaf;
import org.harl.tck.backend.OpRules;
import org.harl.tck.backend.Trial;
import org.harl.tck.backend.Values;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle's gradients against central differences of its values. */
class ReferenceGradientTest {
  private static final double STEP = 1e-5;
  private static final long WEIGHTS = 11;

  static Stream<OpCase> smoothCases() {
    return Stream.of(Kind.values())
        .filter(kind -> kind != Kind.STOP_GRADIENT && kind != Kind.CONSTANT)
        .flatMap(kind -> OpRules.cases(kind).stream())
        .filter(c -> c.leaves().stream().noneMatch(leaf -> leaf.values() == Values.TIES));
  }

  @ParameterizedTest
  @MethodSource("smoothCases")
  void gradientIsTheSlopeOfTheWeightedSum(OpCase c) {
    Program program = c.program(WEIGHTS, false);
    Map<String, TensorData> at = c.draw(new SplittableRandom(5));
    Map<String, TensorData> outputs = run(program, at);
    double[] weights = weights(outputs.get("y"));
    for (int leaf = 0; leaf < differentiable(c); leaf++) {
      String name = "x" + leaf;
      TensorData gradient = outputs.get("g" + leaf);
      for (int i : someElements(c.leaves().get(leaf))) {
        double up = sum(run(program, moved(at, name, i, STEP)).get("y"), weights);
        double down = sum(run(program, moved(at, name, i, -STEP)).get("y"), weights);
        double slope = (up - down) / (2 * STEP);
        assertThat(gradient.at(i))
            .as("%s by %s[%d]", c, name, i)
            .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
      }
    }
  }

  /** The statistics of batch norm and numbers of rows, the last leaves, have no gradient. */
  private static int differentiable(OpCase c) {
    return switch (c.kind()) {
      case BATCH_NORM_EVAL -> 3;
      case GATHER_ROWS, SCATTER_ROWS -> c.leaves().size() - 1;
      default -> c.leaves().size();
    };
  }

  private static int[] someElements(Leaf leaf) {
    return new SplittableRandom(3).ints(8, 0, leaf.shape().size()).distinct().toArray();
  }

  private static double[] weights(TensorData y) {
    return Values.ANY.draw(new SplittableRandom(WEIGHTS), y.shape(), 0).toDoubles();
  }

  private static double sum(TensorData y, double[] weights) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += y.at(i) * weights[i];
    }
    return sum;
  }

  private static Map<String, TensorData> moved(
      Map<String, TensorData> at, String name, int element, double by) {
    Map<String, TensorData> moved = new LinkedHashMap<>(at);
    TensorData copy = at.get(name).copy();
    copy.bytes().putDouble(element * 8, copy.at(element) + by);
    moved.put(name, copy);
    return moved;
  }

  private static Map<String, TensorData> run(Program program, Map<String, TensorData> feeds) {
    BackendOptions options = new BackendOptions("cpu", Precision.FLOAT64, 1);
    try (Backend backend = new ReferenceBackendProvider().open(options)) {
      return Trial.run(backend, OpCase.STATISTICS, program, feeds).outputs();
    }
  }

  /** The list is not empty by accident. */
  @Test
  void everyDifferentiablePrimitiveIsAmongThem() {
    List<Kind> checked = smoothCases().map(OpCase::kind).distinct().toList();
    assertThat(checked)
        .contains(Kind.CONV2D, Kind.BATCH_NORM_TRAIN, Kind.MATMUL, Kind.MAX)
        .hasSizeGreaterThan(30);
  }
}
