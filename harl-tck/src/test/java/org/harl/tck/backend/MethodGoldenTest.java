package org.harl.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of methods in the reference's doubles, against numbers of others, without the kit. */
class MethodGoldenTest {
  private static final double WITHIN = 1e-9;

  static Stream<MethodCase> cases() {
    return Stream.of(
            MethodLossRules.simClr(),
            MethodLossRules.moco(),
            MethodLossRules.simSiam(),
            MethodLossRules.detConB(),
            MethodLossRules.detConS())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossAndEveryGradientAreWithinABillionthOfTheLargestThatIsExpected(MethodCase each) {
    try (Backend backend =
        new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1))) {
      requireNear(each.objective().toString(), each.run(backend, new Host()), each.expected());
    }
  }

  static Stream<String> pirl() {
    return PirlRules.files().stream();
  }

  @ParameterizedTest
  @MethodSource("pirl")
  void pirlsLossGradientsAndMemoryAreWithinABillionthOfTheLargestThatIsExpected(String file) {
    PirlCase each = PirlCase.golden(file);
    try (Backend backend =
        new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1))) {
      requireNear(file, each.run(backend, new Host()), each.expected(file));
    }
  }

  private static void requireNear(
      String of, Map<String, double[]> got, Map<String, double[]> wanted) {
    assertThat(wanted).hasSizeGreaterThan(1);
    wanted.forEach(
        (name, expected) -> {
          double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
          assertThat(got.get(name))
              .as(name + " of " + of)
              .containsExactly(expected, Offset.offset(WITHIN * largest));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"method-detcon-b-1", "method-detcon-s-1"})
  void lightlysThirdsInFloat32MoveItsLossOfDetConByABillionthAndNoMore(String file) {
    double doubles = Golden.read(file).expect().get("loss").asDouble();
    double lightlys = Golden.json(file).get("lightly").get("loss").asDouble();
    assertThat(doubles / lightlys - 1).isBetween(-1e-8, 1e-8).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"method-steps-mocov2", "method-steps-mocov2-symmetric"})
  void queueThatTenStepsStartFromIsTheFilesToTheDigitsThatItHas(String file) {
    Golden golden = Golden.read(file);
    double[] read = MethodCase.rows(golden.tensor("queue.0")).toDoubles();
    assertThat(MethodRun.queue(golden).toDoubles()).containsExactly(read, Offset.offset(1e-12));
  }
}
