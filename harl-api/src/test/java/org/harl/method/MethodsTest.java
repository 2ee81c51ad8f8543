package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.error.InvalidInputException;
import org.harl.model.DeepMlp;
import org.harl.model.Head;
import org.harl.model.Linear;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.harl.schedule.PeakedRate;
import org.harl.schedule.RunSize;
import org.harl.schedule.Schedule;
import org.harl.train.step.HarlStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodsTest {
  private static final RunSize PAPERS = new RunSize(256, 1, 200, 5000);

  @Test
  void thoseOfThePapersAreThere() {
    assertThat(Methods.names())
        .contains(
            "byol",
            "detcon-b",
            "detcon-s",
            "harl",
            "moco",
            "mocov2",
            "pirl",
            "simclr",
            "simsiam",
            "supervised");
  }

  static List<String> names() {
    return Methods.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachHasASourceAndAStepAtBothSizes(String name) {
    assertThat(Methods.source(name)).containsPattern("\\d{4}");
    for (int size : List.of(32, 96)) {
      Method method = Methods.parse(name, size);
      assertThat(method.size()).isEqualTo(size);
      Objective objective =
          method.objective() == null ? RegionObjective.byol() : method.objective().on(64, 10);
      Head projector = method.projector() instanceof Linear l ? l.on(10) : method.projector();
      Method whole = method.withObjective(objective).withProjector(projector);
      assertThat(HarlStep.of(whole, 16).program().outputs()).containsKey("loss");
    }
  }

  @Test
  void aNameIsFoundInAnyCaseAndItsSettingsAreTheObjectives() {
    assertThat(Methods.parse("MoCoV2,queue=512,temperature=0.3,symmetric", 224))
        .isEqualTo(Methods.mocoV2(224).withObjective(new Moco(0.3, 512, true)));
    assertThat(Methods.parse("simclr,temperature=0.2", 32).objective()).isEqualTo(new SimClr(0.2));
    assertThat(Methods.source("MOCO,queue=8")).isEqualTo(Methods.source("moco"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simcrl | method 'simcrl' is not on the class path",
        "simclr,temperature=0 | simclr: the temperature must be",
        "simclr,queue=8 | 'queue=8' is none of temperature=NUMBER",
        "byol,queue=8 | 'byol' takes no settings",
        "moco,queue=0 | moco: the queue must hold at least 1 key, got 0"
      })
  void whatIsNoMethodIsRefused(String text, String fault) {
    assertThatThrownBy(() -> Methods.parse(text, 32))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void mocoFallsInStepsAndItsSecondVersionAlongACosine() {
    Schedule steps = Methods.moco(224).learningRate().schedule(PAPERS);
    long all = 1_000_000;
    assertThat(List.of(0L, 599_999L, 600_000L, 799_999L, 800_000L, all).stream())
        .extracting(step -> steps.at(step, all))
        .containsExactly(0.03, 0.03, 0.003, 0.003, 3e-4, 3e-4);
    assertThat(Schedule.parse(steps.toString())).isEqualTo(steps);
    assertThat(Methods.mocoV2(224).learningRate().schedule(PAPERS))
        .isEqualTo(Schedule.warmUpThenCosine(0.03, 0));
    assertThat(Methods.mocoV2(224).tau()).isEqualTo(Schedule.constant(0.999));
  }

  @Test
  void thePeakFollowsFromTheImagesOfAStep() {
    RunSize accumulated = new RunSize(128, 4, 100, 50);
    assertThat(Methods.simclr(224).learningRate().schedule(accumulated))
        .isEqualTo(Schedule.warmUpThenCosine(0.6, 125));
    assertThat(Methods.simsiam(224).learningRate().schedule(accumulated))
        .isEqualTo(Schedule.warmUpThenCosine(0.1, 0));
    assertThat(((PeakedRate) Methods.simsiam(32).learningRate()).peak(512)).isEqualTo(0.06);
  }

  @Test
  void viewsOfSimClrAreDrawnAlikeAndStronger() {
    List<AugmentationRecipe> views = Methods.simclr(224).views();
    assertThat(views.get(0)).isEqualTo(views.get(1));
    assertThat(views.get(0).jitter().hue()).isEqualTo(0.2);
    assertThat(Methods.simclr(32).views().get(0).blur().probability()).isZero();
  }

  @Test
  void aBatchThatTheTargetsSplitsDoNotDivideIsRefused() {
    assertThatThrownBy(() -> HarlStep.of(Methods.moco(32), 12))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "step: the target network sees a batch in 8 parts, which must be equal and of 2 images"
                + " at least, got a batch of 12");
    assertThatThrownBy(() -> Methods.moco(32).withTargetSplits(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("method: targetSplits must be at least 1, got 0");
  }

  @Test
  void namesOfADeepHeadAreThoseOfATorchSequential() {
    Method method = Methods.simsiam(96);
    assertThat(HarlStep.of(method, 4).variables().online().keySet())
        .contains(
            "online.projector.0.weight",
            "online.projector.1.running_mean",
            "online.projector.3.bias",
            "online.projector.4.weight",
            "online.projector.6.weight",
            "online.projector.7.running_var")
        .doesNotContain("online.projector.9.weight");
    Method plain = Methods.mocoV2(96);
    assertThat(HarlStep.of(plain, 16).variables().online().keySet())
        .contains("online.projector.0.weight", "online.projector.2.bias")
        .noneMatch(name -> name.startsWith("online.projector.1"));
    assertThatThrownBy(() -> new DeepMlp(1, 4, 4, true, false))
        .isInstanceOf(InvalidInputException.class);
  }
}
