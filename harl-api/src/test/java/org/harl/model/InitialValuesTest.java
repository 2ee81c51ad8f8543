package org.harl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.harl.draw.Draws;
import org.harl.trace.Shape;
import org.junit.jupiter.api.Test;

class InitialValuesTest {
  /** Computed outside the JVM from the published recurrence of SplitMix64. */
  private static final double[] NORMALS = {
    0.6881740689277649, 0.12252414226531982, -0.04847390204668045
  };

  private static final double[] UNIFORMS = {
    -0.20774173736572266, 0.8406773805618286, 0.1529163271188736
  };

  @Test
  void kaimingNormalHasTheDeviationOfItsFanOut() {
    double[] values = draw("w", Shape.of(64, 32, 3, 3), new Initial.KaimingNormal(576), 1);
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(9);
    double square =
        IntStream.range(0, values.length)
            .mapToDouble(i -> values[i] * values[i])
            .average()
            .orElse(9);
    double deviation = Math.sqrt(2.0 / 576);
    assertThat(mean).isCloseTo(0, within(4 * deviation / Math.sqrt(values.length)));
    assertThat(Math.sqrt(square)).isCloseTo(deviation, within(deviation * 0.02));
  }

  @Test
  void uniformFillsItsBoundsEvenly() {
    double[] values = draw("w", Shape.of(100, 100), new Initial.Uniform(0.25), 1);
    assertThat(Arrays.stream(values)).allMatch(value -> value >= -0.25 && value < 0.25);
    for (int quarter = 0; quarter < 4; quarter++) {
      double low = -0.25 + quarter * 0.125;
      long inside =
          IntStream.range(0, values.length)
              .filter(i -> values[i] >= low && values[i] < low + 0.125)
              .count();
      assertThat(inside).isBetween(2300L, 2700L);
    }
  }

  @Test
  void constantIsTheSameEverywhere() {
    assertThat(draw("w", Shape.of(3), new Initial.Constant(1), 1)).containsExactly(1, 1, 1);
  }

  @Test
  void everyElementIsAFunctionOfSeedNameAndPlace() {
    Draws draws = Draws.ofSeed(7).fork("initial").fork("layer1.0.conv1.weight");
    double[] values =
        draw("layer1.0.conv1.weight", Shape.of(2, 2), new Initial.KaimingNormal(8), 7);
    for (int i = 0; i < 4; i++) {
      assertThat(values[i]).isEqualTo((float) (0.5 * draws.normal(i)));
    }
  }

  @Test
  void valuesOfASeedNeverChange() {
    assertThat(draw("conv1.weight", Shape.of(3), new Initial.KaimingNormal(2), 42))
        .containsExactly(NORMALS);
    assertThat(draw("0.bias", Shape.of(3), new Initial.Uniform(1), 42)).containsExactly(UNIFORMS);
  }

  @Test
  void otherSeedsNamesAndShapesOfTheSameNameDrawAccordingly() {
    Initial normal = new Initial.KaimingNormal(8);
    double[] values = draw("w", Shape.of(4), normal, 1);
    assertThat(draw("w", Shape.of(2, 2), normal, 1)).isEqualTo(values);
    assertThat(draw("w", Shape.of(4), normal, 2)).isNotEqualTo(values);
    assertThat(draw("v", Shape.of(4), normal, 1)).isNotEqualTo(values);
  }

  @Test
  void orderIsThatOfTheDeclarations() {
    Map<String, Scope.Declaration> declared =
        Parameters.of(ResNet.resnet18().withWidth(1.0 / 16), Shape.of(1, 3, 32, 32));
    StateDict values = InitialValues.draw(declared, 3);
    assertThat(values.names()).containsExactlyElementsOf(declared.keySet());
    assertThat(values.get("bn1.running_var").toDoubles()).containsOnly(1);
    assertThat(values.get("bn1.bias").toDoubles()).containsOnly(0);
  }

  private static double[] draw(String name, Shape shape, Initial initial, long seed) {
    Map<String, Scope.Declaration> declared = new LinkedHashMap<>();
    declared.put(name, new Scope.Declaration(shape, initial, true));
    return InitialValues.draw(declared, seed).get(name).toDoubles();
  }

  @Test
  void partsOfOneBufferHaveTheSameValuesAndZerosShareThem() {
    Map<String, Scope.Declaration> declared =
        Parameters.of(ResNet.resnet18().withWidth(1.0 / 16), Shape.of(1, 3, 32, 32));
    StateDict whole = InitialValues.draw(declared, 3);
    List<String> names = new ArrayList<>();
    AtomicInteger parts = new AtomicInteger();
    InitialValues.draw(
        declared,
        3,
        part -> {
          parts.incrementAndGet();
          for (String name : part.names()) {
            names.add(name);
            assertThat(part.get(name).bytes()).as(name).isEqualTo(whole.get(name).bytes());
          }
        });
    assertThat(names).containsExactlyElementsOf(declared.keySet());
    assertThat(parts.get()).isBetween(2, declared.size() / 2);
    StateDict zeros = InitialValues.zeros(declared);
    assertThat(zeros.names()).containsExactlyElementsOf(declared.keySet());
    declared.forEach(
        (name, declaration) -> {
          assertThat(zeros.get(name).shape()).isEqualTo(declaration.shape());
          assertThat(zeros.get(name).toDoubles()).containsOnly(0);
        });
  }
}
