package org.harl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinnedTest {
  private final Thinned curve = new Thinned();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1999, 2000})
  void aCurveThatIsShortStaysAsItIs(int count) {
    List<Double> values = IntStream.range(0, count).mapToObj(i -> (double) (i / 3 % 5)).toList();
    for (int i = 0; i < count; i++) {
      curve.add(i, values.get(i));
    }
    assertThat(curve.ys()).isEqualTo(values);
    assertThat(curve.xs()).isEqualTo(IntStream.range(0, count).mapToObj(i -> (double) i).toList());
    assertThat(curve.isEmpty()).isEqualTo(count == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2001, 4000, 4001, 123_457, 1_000_000})
  void aLongCurveKeepsItsEndsAndExtremesInOrder(int count) {
    for (int i = 0; i < count; i++) {
      curve.add(i, i == 1234 ? 9 : i == count - 501 ? -9 : i % 7 / 7.0);
    }
    List<Double> xs = curve.xs();
    assertThat(xs).hasSizeBetween(1000, 2002).isSorted().doesNotHaveDuplicates();
    assertThat(xs).startsWith(0.0).endsWith(count - 1.0).contains(1234.0, count - 501.0);
    assertThat(Collections.max(curve.ys())).isEqualTo(9);
    assertThat(Collections.min(curve.ys())).isEqualTo(-9);
  }

  @Test
  void noPartOfALongCurveIsLeftOut() {
    for (int i = 0; i < 100_000; i++) {
      curve.add(i, i);
    }
    List<Double> xs = curve.xs();
    for (int i = 1; i < xs.size(); i++) {
      assertThat(xs.get(i) - xs.get(i - 1)).isLessThanOrEqualTo(127); // a stretch has 128
    }
  }

  @Test
  void whatIsNoNumberGivesWayToWhatIs() {
    for (int i = 0; i < 4000; i++) {
      curve.add(i, i % 2 == 0 ? Double.NaN : i);
    }
    assertThat(curve.ys().stream().skip(1)).noneMatch(y -> y.isNaN());
  }
}
