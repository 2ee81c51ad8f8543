package org.harl.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.harl.augment.AugmentationRecipe;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.objective.Compared;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.Target;
import org.harl.schedule.Schedule;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.junit.jupiter.api.Test;

/** What a step makes of a view of tiles. */
class TilesTest {
  private static Tensor total(Compared compared) {
    Tensor first = compared.vectors(Region.IMAGE).projection(1);
    return first.multiply(compared.vectors(Region.IMAGE).projection(2)).meanAll();
  }

  private static HarlStep step(Own objective) {
    HarlStep whole = Own.step(objective, 8, 12);
    StepView second = whole.views().get(1);
    return whole.withViews(
        List.of(whole.views().get(0), new StepView(second.preparation(), second.size(), 3)));
  }

  @Test
  void everyTileGoesThroughEncoderAndProjectorAndALinearLayerJoinsThem() {
    Own objective = new Own(Target.NONE, false, Set.of(Region.IMAGE), TilesTest::total);
    HarlStep step = step(objective);
    assertThat(step.program().inputs().get("view2").shape())
        .isEqualTo(Shape.of(Own.BATCH, 3, 12, 12));
    assertThat(step.program().ops())
        .filteredOn(op -> op.kind() == Op.Kind.CONV2D)
        .extracting(op -> op.shape().dim(0))
        .containsExactly(Own.BATCH, 9 * Own.BATCH);
    assertThat(objective.image().projection(2).shape()).isEqualTo(Shape.of(Own.BATCH, 6));
    assertThat(step.variables().online().get("online.jigsaw.weight").shape())
        .isEqualTo(Shape.of(6, 9 * 6));
    assertThat(step.variables().online().get("online.jigsaw.bias").shape()).isEqualTo(Shape.of(6));
  }

  @Test
  void aStepOfWholeViewsHasNoSuchLayer() {
    Own objective = new Own(Target.NONE, false, Set.of(Region.IMAGE), TilesTest::total);
    assertThat(Own.step(objective, 8, 12).variables().online().keySet())
        .noneMatch(name -> name.contains("jigsaw"));
  }

  @Test
  void regionsOfMasksAndTilesAreRefusedTogether() {
    Schedule half = Schedule.constant(0.5);
    Method method =
        Method.standard(8)
            .withViews(List.of(AugmentationRecipe.first(8), AugmentationRecipe.jigsaw(8)));
    assertThatThrownBy(
            () -> HarlStep.of(method.withObjective(RegionObjective.hybrid(half, half)), 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "step: the objective compares [foreground, background], but view 2 is shuffled in"
                + " tiles, of which each is seen alone; take views of one piece");
  }

  @Test
  void viewOneMayNotBeOfTilesAndATileMustBeOfWholePixels() {
    assertThatThrownBy(() -> Method.standard(8).withViews(List.of(AugmentationRecipe.jigsaw(8))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("method: view 1 is shuffled in tiles");
    StepView view = Own.step(RegionObjective.byol(), 8, 8).views().get(0);
    assertThatThrownBy(() -> new StepView(view.preparation(), 8, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("step: a view of 8 pixels cannot be cut into 3 tiles along a side");
  }
}
