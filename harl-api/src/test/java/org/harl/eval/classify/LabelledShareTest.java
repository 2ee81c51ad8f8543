package org.harl.eval.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;
import org.harl.eval.FeatureSpread;
import org.junit.jupiter.api.Test;

class LabelledShareTest {
  /** 60 images of class 0, 30 of class 1, 10 of class 2. */
  private static final int[] LABELS =
      IntStream.range(0, 100).map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2).toArray();

  private static long count(int[] indices, int label) {
    return Arrays.stream(indices).filter(i -> LABELS[i] == label).count();
  }

  @Test
  void everyClassGivesTheSameShare() {
    int[] tenth = LabelledShare.of(LABELS, 3, .1, 7);
    assertThat(count(tenth, 0)).isEqualTo(6);
    assertThat(count(tenth, 1)).isEqualTo(3);
    assertThat(count(tenth, 2)).isEqualTo(1);
    assertThat(tenth).isSorted();
  }

  @Test
  void everyClassGivesAtLeastOne() {
    int[] few = LabelledShare.of(LABELS, 3, .001, 7);
    assertThat(few).hasSize(3);
    assertThat(Arrays.stream(few).map(i -> LABELS[i])).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void smallerShareIsPartOfALargerAndTheSeedDecides() {
    int[] half = LabelledShare.of(LABELS, 3, .5, 7);
    assertThat(half).contains(LabelledShare.of(LABELS, 3, .1, 7));
    assertThat(LabelledShare.of(LABELS, 3, .5, 8)).isNotEqualTo(half);
    assertThat(LabelledShare.of(LABELS, 3, .5, 7)).isEqualTo(half);
  }

  @Test
  void shareOutOfItsRangeIsRefused() {
    assertThatThrownBy(() -> LabelledShare.of(LABELS, 3, 0, 7))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must be in (0, 1], got 0.0");
  }

  @Test
  void featuresThatAreAllTheSameHaveNoSpread() {
    assertThat(FeatureSpread.of(new float[][] {{3, 4}, {6, 8}, {.3f, .4f}}))
        .isCloseTo(0, within(1e-6));
    // unit vectors (1, 0) and (0, 1): each dimension deviates by 1/2
    assertThat(FeatureSpread.of(new float[][] {{5, 0}, {0, 2}})).isCloseTo(.5, within(1e-6));
  }
}
