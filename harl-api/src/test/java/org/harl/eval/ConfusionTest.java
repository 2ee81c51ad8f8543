package org.harl.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfusionTest {
  @Test
  void classesOfUnequalSizeCountAlikeInTheMeanPerClass() {
    Confusion confusion = Confusion.of(new int[] {0, 0, 0, 0, 1}, new int[] {0, 0, 0, 1, 0}, 2);
    assertThat(confusion.accuracy()).isEqualTo(.6);
    assertThat(confusion.meanPerClass()).isEqualTo(.375);
  }
}
