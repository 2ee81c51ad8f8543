package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunVerdictTest {
  private final RunVerdict verdict = new RunVerdict();

  @Test
  void figureThatFellFromItsBestIsToldWithBothEpochs() {
    verdict.measured("kNN accuracy", 10, .3);
    verdict.measured("kNN accuracy", 20, .458);
    verdict.measured("kNN accuracy", 30, .375);
    assertThat(verdict.sentences(""))
        .containsExactly(
            "your kNN accuracy fell from 45.8% (epoch 20) to 37.5% (epoch 30); take the encoder of"
                + " epoch 20, or train for fewer epochs, with a lower learning rate or with more"
                + " images");
  }

  @Test
  void figureThatRoseOrFellByAHundredthIsNoNews() {
    verdict.measured("kNN accuracy", 10, .4);
    verdict.measured("kNN accuracy", 20, .5);
    verdict.measured("accuracy", 10, .5);
    verdict.measured("accuracy", 20, .495);
    assertThat(verdict.sentences("")).isEmpty();
  }

  @Test
  void collapseIsToldFirst() {
    verdict.measured("kNN accuracy", 1, .5);
    verdict.measured("kNN accuracy", 2, .1);
    assertThat(verdict.sentences("the features have collapsed"))
        .hasSize(2)
        .startsWith("the features have collapsed");
  }
}
