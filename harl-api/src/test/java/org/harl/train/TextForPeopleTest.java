package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.harl.embed.TrainedEncoder;
import org.harl.method.Method;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.optimise.Sgd;
import org.junit.jupiter.api.Test;

class TextForPeopleTest {
  private static final String METHOD =
      "encoder resnet18,small; projector Mlp[hidden=16, out=8]; predictor Mlp[hidden=16, out=8];"
          + " objective what the images allow; optimiser Sgd[momentum=0.9, weightDecay=0.0,"
          + " lookAhead=false]; learning rate the optimiser's own; tau cosineToOne(0.99); views of"
          + " 32, 32 pixels";

  private static Method method() {
    return Method.standard(32).withHeads(new Mlp(16, 8)).withOptimiser(new Sgd(.9, 0));
  }

  @Test
  void planNamesItsSettingsAndLeavesOutWhatIsNotInUse() {
    PretrainingPlanBuilder plan = PretrainingPlan.builder().method(method());
    assertThat(plan.build())
        .hasToString(
            "plan: epochs 100, batch 256, seed 0, masks the images' own, if any; " + METHOD);
    assertThat(plan.accumulate(4).stopAfterEpochs(10).build().toString())
        .startsWith("plan: epochs 100 (stops after 10), batch 256 accumulated 4 times, seed 0,");
  }

  @Test
  void partsThatAreLambdasAreCalledByWhereTheyStand() {
    Method own =
        method()
            .withEncoder((scope, images) -> images)
            .withLearningRate(run -> Schedule.constant(1));
    assertThat(own.toString())
        .startsWith("encoder a lambda in TextForPeopleTest; projector ")
        .contains("; learning rate a lambda in TextForPeopleTest; ")
        .doesNotContain("@");
  }

  @Test
  void learningRateSaysItsPeakItsWarmUpAndItsFall() {
    assertThat(LearningRate.scaledByBatch(.1 + .2))
        .hasToString(
            "to 0.3 for 256 images in a tenth, 10 at most, of the epochs, then along a"
                + " cosine");
    assertThat(LearningRate.warmUpThenCosine(.05, 1))
        .hasToString("to 0.05 in 1 of the epochs, then along a cosine");
  }

  @Test
  void trainedEncoderSaysItsNetworkAndItsViews() {
    assertThat(new TrainedEncoder(ResNet.resnet18(), 224, new StateDict(Map.of())))
        .hasToString("encoder resnet18 of views of 224 pixels");
  }
}
