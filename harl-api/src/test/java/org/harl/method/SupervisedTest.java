package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.harl.error.InvalidInputException;
import org.harl.model.Layers;
import org.harl.model.Linear;
import org.harl.objective.Objectives;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.train.step.HarlStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step of learning from classes is made of, and what it refuses. */
class SupervisedTest {
  private static HarlStep step(Supervised objective, Linear projector) {
    return HarlStep.of(
        Method.standard(8)
            .withEncoder((scope, x) -> Layers.conv2d(scope.child("conv"), x, 5, 3, 2, 1))
            .withProjector(projector)
            .withObjective(objective),
        4);
  }

  @Test
  void viewOneAloneGoesThroughOneNetworkWhoseProjectorIsTheClassifier() {
    HarlStep step = step(new Supervised(0, 3), new Linear(3));
    assertThat(step.program().inputs().keySet())
        .filteredOn(name -> !name.startsWith("view1."))
        .containsExactly("view1", "label", "learningRate");
    assertThat(step.program().inputs().get("label").shape()).isEqualTo(Shape.of(4));
    assertThat(step.variables().online().keySet())
        .containsExactly(
            "online.encoder.conv.weight", "online.projector.weight", "online.projector.bias");
    assertThat(step.variables().online().get("online.projector.weight").shape())
        .isEqualTo(Shape.of(3, 5));
    assertThat(step.variables().target()).isEmpty();
    assertThat(step.program().ops()).filteredOn(op -> op.kind() == Op.Kind.CONV2D).hasSize(1);
    assertThat(step.program().outputs()).containsKeys("loss", "accuracy");
  }

  @Test
  void aProjectorOfOtherUnitsThanClassesIsRefused() {
    assertThatThrownBy(() -> step(new Supervised(0).on(100, 3), new Linear(4)).program())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "supervised: the projector must give a score for each of 3 classes, got 4; take"
                + " Linear.ofClasses()");
  }

  @Test
  void aLinearHeadHasAUnitAClassOnceTheseAreKnown() {
    assertThat(Linear.ofClasses().on(7)).isEqualTo(new Linear(7));
    assertThat(new Linear(5).on(7)).isEqualTo(new Linear(5));
    assertThat(new Linear(5).on(0)).isEqualTo(new Linear(5));
    assertThatThrownBy(() -> Linear.ofClasses().on(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the images have none");
    assertThatThrownBy(() -> step(new Supervised(0), Linear.ofClasses()).program())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("PretrainingPlan.on(images)");
    assertThatThrownBy(() -> new Linear(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("linear: out must be at least 1, got -1");
  }

  @Test
  void aTextGivesItWithItsSmoothing() {
    assertThat(Objectives.parse("supervised")).isEqualTo(new Supervised(0));
    assertThat(Objectives.parse("supervised,smoothing=0.1")).isEqualTo(new Supervised(0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1", "NaN"})
  void smoothingThatLeavesNothingOfTheClassIsRefused(String smoothing) {
    assertThatThrownBy(() -> Objectives.parse("supervised,smoothing=" + smoothing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("supervised: smoothing must be at least 0 and below 1, got ");
  }
}
