package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.model.Scope;
import org.harl.objective.Objective;
import org.harl.objective.Objectives;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.train.optimise.Sgd;
import org.harl.train.step.HarlStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step is made of under the objectives of other methods. */
class OtherMethodsTest {
  private static final int BATCH = 4;

  private static HarlStep step(Objective objective) {
    return HarlStep.of(
        Method.standard(8)
            .withEncoder((scope, x) -> Layers.conv2d(scope.child("conv"), x, 5, 3, 2, 1))
            .withHeads(new Mlp(7, 6))
            .withOptimiser(new Sgd(0.9, 1e-4))
            .withObjective(objective),
        BATCH);
  }

  private static long passes(HarlStep step) {
    return step.program().ops().stream().filter(op -> op.kind() == Op.Kind.CONV2D).count();
  }

  private static Set<String> names(HarlStep step) {
    return step.variables().declarations().keySet();
  }

  @Test
  void simClrHasOneNetworkWithoutAPredictor() {
    HarlStep step = step(new SimClr(0.5));
    assertThat(passes(step)).isEqualTo(2);
    assertThat(names(step)).noneMatch(name -> name.matches("(target|online.predictor)\\..*"));
    assertThat(step.program().inputs()).doesNotContainKey("tau");
  }

  @Test
  void simSiamHasOneNetworkWithAPredictor() {
    HarlStep step = step(new SimSiam());
    assertThat(passes(step)).isEqualTo(2);
    assertThat(names(step)).noneMatch(name -> name.startsWith("target."));
    assertThat(names(step)).anyMatch(name -> name.startsWith("online.predictor."));
    assertThat(step.program().inputs()).doesNotContainKey("tau");
  }

  @Test
  void moCoSendsOneViewThroughEachNetworkOrBothThroughBoth() {
    assertThat(passes(step(new Moco(0.2, 8, false)))).isEqualTo(2);
    HarlStep both = step(new Moco(0.2, 8, true));
    assertThat(passes(both)).isEqualTo(4);
    assertThat(both.program().inputs()).containsKey("tau");
    Scope.Declaration queue = both.variables().declarations().get("objective.queue");
    assertThat(queue.shape()).isEqualTo(Shape.of(8, 6));
    assertThat(queue.trainable()).isFalse();
  }

  @Test
  void detConComparesSampledRegionsByOneNetworkOrByTwo() {
    HarlStep one = step(new DetCon(DetCon.Networks.ONE, 0.1, 3));
    assertThat(passes(one)).isEqualTo(2);
    assertThat(names(one)).noneMatch(name -> name.matches("(target|online.predictor)\\..*"));
    HarlStep two = step(new DetCon(DetCon.Networks.MOMENTUM, 0.1, 3));
    assertThat(passes(two)).isEqualTo(4);
    assertThat(names(two)).anyMatch(name -> name.startsWith("online.predictor."));
    assertThat(two.program().inputs()).containsKeys("mask1", "mask2", "ids1", "ids2", "tau");
    assertThat(two.program().inputs().get("ids1").shape()).isEqualTo(Shape.of(BATCH, 3));
  }

  @Test
  void aQueueBeginsWithRowsOfLengthOne() {
    double[] queue =
        step(new Moco(0.2, 8, true)).variables().initial(3).get("objective.queue").toDoubles();
    for (int row = 0; row < 8; row++) {
      double squares = 0;
      for (int i = 0; i < 6; i++) {
        squares += queue[6 * row + i] * queue[6 * row + i];
      }
      assertThat(squares).isBetween(1 - 1e-6, 1 + 1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, false, 4, 4", "10, false, 4, 8", "12, true, 8, 8", "4, true, 8, 8"})
  void aQueueThatIsNoMultipleOfTheKeysOfAStepIsRefusedWithOneThatIs(
      int queue, boolean symmetric, int keys, int better) {
    assertThatThrownBy(() -> step(new Moco(0.2, queue, symmetric)).program())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "moco: the queue must hold a multiple of the keys of a step, got "
                + queue
                + " and "
                + keys
                + "; take "
                + better);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "Infinity"})
  void aTemperatureThatDividesIntoNothingIsRefused(String temperature) {
    for (String method : Set.of("simclr", "moco", "detcon-b", "detcon-s")) {
      assertThatThrownBy(() -> Objectives.parse(method + ",temperature=" + temperature))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(method + ": the temperature must be above 0 and finite, got ");
    }
  }

  @Test
  void moreRegionsThanAMapHasLabelsAreRefused() {
    assertThatThrownBy(() -> Objectives.parse("detcon-b,regions=256"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the number of SAMPLED must be 1..255, got 256");
  }

  @Test
  void textsGiveObjectivesWithTheirSettings() {
    assertThat(Objectives.parse("SimCLR")).isEqualTo(new SimClr(0.1));
    assertThat(Objectives.parse("simclr,temperature=0.5")).isEqualTo(new SimClr(0.5));
    assertThat(Objectives.parse("simsiam")).isEqualTo(new SimSiam());
    assertThat(Objectives.parse("detcon-b"))
        .isEqualTo(new DetCon(DetCon.Networks.MOMENTUM, 0.1, 16));
    assertThat(Objectives.parse("detcon-s,regions=4,temperature=0.2"))
        .isEqualTo(new DetCon(DetCon.Networks.ONE, 0.2, 4));
    assertThat(Objectives.parse("moco,queue=4096,symmetric")).isEqualTo(new Moco(0.2, 4096, true));
  }
}
