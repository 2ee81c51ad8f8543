package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.error.InvalidInputException;
import org.harl.model.Layers;
import org.harl.model.Linear;
import org.harl.model.Scope;
import org.harl.objective.Objective;
import org.harl.objective.Objectives;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.train.step.HarlStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a step of PIRL is made of, and what it refuses. */
class PirlTest {
  private static final int BATCH = 4;

  private static HarlStep step(Objective objective) {
    return HarlStep.of(
        Method.standard(14)
            .withEncoder((scope, x) -> Layers.conv2d(scope.child("conv"), x, 5, 3, 2, 1))
            .withProjector(new Linear(6))
            .withObjective(objective)
            .withViews(List.of(AugmentationRecipe.first(14), AugmentationRecipe.jigsaw(14))),
        BATCH);
  }

  @Test
  void hasOneNetworkThatSeesImagesAndTilesAndAMemoryRowForEveryImage() {
    HarlStep step = step(new Pirl(0.07, 0.5, 10).on(30, 0));
    assertThat(step.program().ops())
        .filteredOn(op -> op.kind() == Op.Kind.CONV2D)
        .extracting(op -> op.shape().dim(0))
        .containsExactly(BATCH, 9 * BATCH);
    assertThat(step.variables().online().keySet())
        .containsExactly(
            "online.encoder.conv.weight",
            "online.projector.weight",
            "online.projector.bias",
            "online.jigsaw.weight",
            "online.jigsaw.bias");
    Scope.Declaration memory = step.variables().declarations().get("objective.memory");
    assertThat(memory.shape()).isEqualTo(Shape.of(30, 6));
    assertThat(memory.trainable()).isFalse();
    assertThat(step.variables().target()).isEmpty();
    assertThat(step.program().inputs().get("sample").shape()).isEqualTo(Shape.of(BATCH));
    assertThat(step.program().inputs().get("drawn").shape()).isEqualTo(Shape.of(10));
    assertThat(step.program().inputs()).doesNotContainKey("tau");
    assertThat(step.program().outputs()).containsKeys("loss", "jigsaw", "image");
  }

  @Test
  void aStepOfImagesThatAreNotKnownIsRefused() {
    assertThatThrownBy(() -> step(new Pirl(0.07, 0.5, 10)).program())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "pirl: how many images there are is not known; take what PretrainingPlan.on(images)"
                + " makes of it");
    assertThatThrownBy(() -> new Pirl(0.07, 0.5, 10).on(20_000_000, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("pirl: the memory holds at most 16777216 images, got 20000000");
  }

  @ParameterizedTest
  @CsvSource({
    "temperature=0, the temperature must be above 0 and finite",
    "weight=1.5, weight must be within 0..1",
    "weight=NaN, weight must be within 0..1",
    "negatives=0, negatives must be at least 1"
  })
  void numbersOutOfTheirRangesAreRefused(String setting, String fault) {
    assertThatThrownBy(() -> Objectives.parse("pirl," + setting))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pirl: " + fault);
  }

  @Test
  void aTextGivesItWithThePapersNumbers() {
    assertThat(Objectives.parse("pirl")).isEqualTo(new Pirl(0.07, 0.5, 32000));
    assertThat(Objectives.parse("pirl,temperature=0.2,weight=0.3,negatives=64"))
        .isEqualTo(new Pirl(0.2, 0.3, 64));
  }
}
