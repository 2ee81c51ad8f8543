package org.harl.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final int MANY = 100_000;
  private final Draws draws = Draws.ofSeed(7);

  @Test
  void bitsEqualThoseOfAnIndependentImplementation() {
    assertThat(draws.key()).isEqualTo(7191089600892374487L);
    assertThat(draws.bits(0)).isEqualTo(-5137267319001854395L);
    assertThat(draws.bits(1)).isEqualTo(-6461814455296669442L);
    Draws crop = draws.fork(3).fork(11).fork("crop");
    assertThat(crop.key()).isEqualTo(3687324336036620420L);
    assertThat(crop.uniform(0)).isEqualTo(0.19580361742507357);
    assertThat(IntStream.range(0, 8).map(i -> crop.below(i, 10)))
        .containsExactly(1, 9, 7, 7, 6, 1, 7, 0);
    assertThat(draws.normal(0)).isCloseTo(-0.9422576653840772, within(1e-14));
  }

  @Test
  void permutationEqualsThatOfAnIndependentImplementation() {
    assertThat(draws.fork("order").fork(2).permutation(10))
        .containsExactly(9, 6, 4, 0, 8, 5, 2, 3, 1, 7);
  }

  @Test
  void permutationHoldsEachNumberOnce() {
    int[] order = draws.permutation(1000);
    Arrays.sort(order);
    assertThat(order).containsExactly(IntStream.range(0, 1000).toArray());
  }

  @Test
  void firstOfAPermutationIsUniform() {
    int[] counts = new int[8];
    for (int i = 0; i < MANY; i++) {
      counts[draws.fork(i).permutation(8)[0]]++;
    }
    assertThat(chiSquare(counts)).isLessThan(CHI_SQUARE_7);
  }

  @Test
  void uniformDrawsFillEveryBinEqually() {
    int[] counts = new int[8];
    for (int i = 0; i < MANY; i++) {
      counts[(int) (8 * draws.uniform(i))]++;
    }
    assertThat(chiSquare(counts)).isLessThan(CHI_SQUARE_7);
  }

  @Test
  void neighbouringForksAreNotCorrelated() {
    double sum = 0;
    for (int i = 0; i < MANY; i++) {
      double a = draws.fork(i).uniform(0) - 0.5;
      double b = draws.fork(i + 1).uniform(0) - 0.5;
      sum += 12 * a * b;
    }
    assertThat(sum / MANY).isCloseTo(0, within(0.015));
  }

  @Test
  void orderOfForksMatters() {
    assertThat(draws.fork(1).fork(2)).isNotEqualTo(draws.fork(2).fork(1));
  }

  @Test
  void seedAndEpochOfAViewCannotChangePlaces() {
    assertThat(Draws.ofView(0, 1, 5, 0)).isNotEqualTo(Draws.ofView(1, 0, 5, 0));
    assertThat(Draws.ofView(3, 3, 5, 0)).isNotEqualTo(Draws.ofView(4, 4, 5, 0));
  }

  @Test
  void normalDrawsHaveMeanZeroAndVarianceOne() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < MANY; i++) {
      double x = draws.normal(i);
      sum += x;
      squares += x * x;
    }
    assertThat(sum / MANY).isCloseTo(0, within(0.015));
    assertThat(squares / MANY).isCloseTo(1, within(0.02));
  }

  /** The 99.99th percentile of chi-square with 7 degrees of freedom. */
  private static final double CHI_SQUARE_7 = 29.88;

  private static double chiSquare(int[] counts) {
    double expected = (double) MANY / counts.length;
    return Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }
}
