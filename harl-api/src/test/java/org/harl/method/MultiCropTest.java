package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.error.InvalidInputException;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.harl.trace.Op;
import org.harl.train.step.HarlStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiCropTest {
  @Test
  void largeViewsAreTheMethodsOwnAndSmallOnesLikeTheFirstWithTheirSizeAndArea() {
    Method own = Methods.byol(32);
    Method cropped = MultiCrop.parse("3x32,2x16,1X12").on(own);
    AugmentationRecipe first = own.views().get(0);
    AugmentationRecipe small = first.withSize(16).withArea(0.05, 0.14);
    assertThat(cropped.views())
        .containsExactly(first, own.views().get(1), first, small, small, small.withSize(12));
    assertThat(cropped).isEqualTo(own.withViews(cropped.views()));
    assertThat(MultiCrop.parse("2x32,1x16").withArea(new Range(0.2, 0.3)).on(own).views().get(2))
        .isEqualTo(small.withArea(0.2, 0.3));
    assertThat(MultiCrop.parse("2x32").on(own)).isEqualTo(own);
    assertThat(MultiCrop.parse("1x32").on(Methods.supervised(32)))
        .isEqualTo(Methods.supervised(32));
    assertThat(MultiCrop.parse("2x224,6X96")).hasToString("2x224,6x96");
  }

  private static long passes(Objective objective) {
    Method method =
        MultiCrop.parse("3x16,2x8")
            .on(
                Method.standard(16)
                    .withEncoder((scope, x) -> Layers.conv2d(scope.child("conv"), x, 5, 3, 2, 1))
                    .withHeads(new Mlp(7, 6))
                    .withObjective(objective));
    return HarlStep.of(method, 4).program().ops().stream()
        .filter(op -> op.kind() == Op.Kind.CONV2D)
        .count();
  }

  @Test
  void smallViewsGoThroughTheOnlineNetworkAlone() {
    assertThat(passes(RegionObjective.byol())).isEqualTo(5 + 3);
    assertThat(passes(new SimSiam())).isEqualTo(5);
    assertThat(passes(new Moco(0.2, 8, false))).isEqualTo(4 + 1);
    assertThat(passes(new Moco(0.2, 8, true))).isEqualTo(5 + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"simclr", "pirl", "detcon-b", "detcon-s", "supervised"})
  void aMethodOfFewerViewsRefusesMoreAndNamesThoseThatTakeThem(String name) {
    Method method = Methods.parse(name, 32);
    assertThatThrownBy(() -> MultiCrop.parse("2x32,1x16").on(method))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "crops '2x32,1x16': the objective '"
                + method.objective()
                + "' does not compare 3 views; methods that do are [byol, harl, moco, mocov2,"
                + " simsiam]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x32", "1x32,4x16"})
  void oneLargeViewIsTooFewForMethodsOfTwo(String crops) {
    for (String name : List.of("harl", "byol", "simclr", "moco", "simsiam", "detcon-b", "pirl")) {
      assertThatThrownBy(() -> MultiCrop.parse(crops).on(Methods.parse(name, 32)))
          .as(name)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("crops '" + crops + "': the objective '")
          .hasMessageEndingWith("' compares 2 large views at least; take 2x32");
    }
  }

  @Test
  void viewsOfAnotherSizeThanTheMethodsAreRefused() {
    assertThatThrownBy(() -> MultiCrop.parse("2x224,6x96").on(Methods.byol(32)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "crops '2x224,6x96': the large views are of 224 pixels, but the method's are of 32;"
                + " make them one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2x224,|a list such as 2x224,6x96 is needed, got ''",
        "2 x 224|a list such as 2x224,6x96 is needed, got '2 x 224'",
        "2x224,-1x96|a list such as 2x224,6x96 is needed, got '-1x96'",
        "2x224,0x96|each must be one view at least, of one pixel at least",
        "2x224,6x224|those after the first must be smaller than its 224"
      })
  void aTextThatNamesNoViewsIsRefused(String text, String fault) {
    assertThatThrownBy(() -> MultiCrop.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("crops '" + text + "': " + fault);
  }
}
