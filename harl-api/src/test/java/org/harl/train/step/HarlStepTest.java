package org.harl.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.augment.Normalisation;
import org.harl.embed.EncoderProgram;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.model.Encoder;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.model.StateDict;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionVectors;
import org.harl.schedule.Schedule;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Lars;
import org.junit.jupiter.api.Test;

class HarlStepTest {
  private static final Method METHOD =
      Method.standard(8)
          .withEncoder((scope, x) -> Layers.conv2d(scope.child("conv1"), x, 5, 3, 2, 1).relu())
          .withHeads(new Mlp(7, 6))
          .withOptimiser(Lars.standard());
  private static final Schedule HALF = Schedule.constant(0.5);

  private static HarlStep step(Objective objective) {
    return step(METHOD, objective);
  }

  private static HarlStep step(Method method, Objective objective) {
    return HarlStep.of(method.withObjective(objective), 4);
  }

  @Test
  void hybridReadsMasksAndBothWeightsAndReportsEveryTerm() {
    Program program = step(RegionObjective.hybrid(HALF, HALF)).program();
    assertThat(program.inputs().keySet())
        .containsExactlyInAnyOrder(
            "view1",
            "view2",
            "view1.colour",
            "view1.hue",
            "view1.blur",
            "view2.colour",
            "view2.hue",
            "view2.blur",
            "view2.solarize",
            "mask1",
            "mask2",
            "objectWeight",
            "foregroundWeight",
            "learningRate",
            "tau");
    assertThat(program.outputs().keySet())
        .containsExactlyInAnyOrder(
            "loss", "image", "foreground", "background", "gradientNorm", "representationStd");
  }

  @Test
  void imageAloneReadsNoMaskAndNoWeight() {
    HarlStep step = step(RegionObjective.byol());
    assertThat(step.needsMasks()).isFalse();
    assertThat(step.program().inputs().keySet())
        .doesNotContain("mask1", "mask2", "objectWeight", "foregroundWeight");
    assertThat(step.program().outputs().keySet()).doesNotContain("foreground", "background");
  }

  @Test
  void regionOfConstantZeroWeightIsNeverSentThroughTheHeads() {
    long both = batchNorms(step(RegionObjective.mask(HALF)).program());
    long foreground = batchNorms(step(RegionObjective.mask(Schedule.constant(1))).program());
    assertThat(foreground).isEqualTo(both / 2);
  }

  private static long batchNorms(Program program) {
    return program.ops().stream().filter(op -> op.kind() == Op.Kind.BATCH_NORM_TRAIN).count();
  }

  @Test
  void gradientsAreTakenByTheOnlineNetworkOnly() {
    Program program = step(RegionObjective.hybrid(HALF, HALF)).program();
    Set<String> online = step(RegionObjective.byol()).variables().trainable().keySet();
    assertThat(program.ops())
        .filteredOn(op -> op.kind() == Op.Kind.GRADIENT)
        .extracting(op -> program.ops().get(op.inputs().get(1)).name())
        .containsExactlyElementsOf(online)
        .allMatch(name -> name.startsWith("online."));
  }

  @Test
  void targetStartsAsACopyOfTheOnlineEncoderAndProjector() {
    StateDict start = step(RegionObjective.byol()).variables().initial(3);
    assertThat(start.names())
        .containsExactlyElementsOf(
            step(RegionObjective.byol()).variables().declarations().keySet());
    assertThat(start.get("target.projector.0.weight").toDoubles())
        .isEqualTo(start.get("online.projector.0.weight").toDoubles());
    assertThat(start.names())
        .contains("target.encoder.conv1.weight", "momentum.online.predictor.3.bias")
        .doesNotContain("target.predictor.0.weight");
  }

  @Test
  void accumulationLeavesTheNetworkAloneAndApplicationReadsNoPictures() {
    HarlStep step = step(RegionObjective.byol());
    assertThat(step.accumulation(4).program().ops())
        .filteredOn(op -> op.kind() == Op.Kind.ASSIGN)
        .extracting(Op::name)
        .containsExactlyElementsOf(step.variables().accumulators().keySet());
    assertThat(step.application(step.variables()).inputs().keySet())
        .containsExactlyInAnyOrder("learningRate", "tau");
  }

  @Test
  void objectiveOfOnesOwnIsAskedForItsRegionsOnly() {
    Objective own =
        new Objective() {
          @Override
          public Set<Region> regions() {
            return Set.of(Region.FOREGROUND);
          }

          @Override
          public Map<String, Schedule> weights() {
            return Map.of("temperature", HALF);
          }

          @Override
          public Loss loss(Compared compared) {
            RegionVectors foreground = compared.vectors(Region.FOREGROUND);
            assertThat(compared.vectors()).containsOnlyKeys(Region.FOREGROUND);
            assertThat(foreground.present(1, 2).shape()).isEqualTo(Shape.of(4, 1));
            Tensor total = foreground.prediction(1).multiply(compared.weight("temperature"));
            return new Loss(total.meanAll(), Map.of("foreground", total.meanAll()));
          }
        };
    assertThat(step(own).program().inputs().keySet()).contains("temperature", "mask1");
  }

  @Test
  void headsThatDoNotFitAreNamed() {
    Method wide = METHOD.withPredictor(new Mlp(7, 12));
    assertThatThrownBy(() -> step(wide, RegionObjective.byol()).program())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "predictor: it gives [4, 12], but the projector [4, 6], with which that is compared;"
                + " give both heads the same size of output");
    Method flat = METHOD.withProjector((scope, x) -> x.reshape(4, 5, 1));
    assertThatThrownBy(() -> step(flat, RegionObjective.byol()).variables())
        .hasMessageStartingWith("projector: it must give a vector [N, D] for each of 4 vectors");
  }

  @Test
  void encoderThatGivesVectorsIsNamed() {
    Encoder pooled = (scope, x) -> METHOD.encoder().encode(scope, x).mean(2, 3).reshape(4, 5);
    Method method = METHOD.withEncoder(pooled);
    for (Objective objective :
        List.of(RegionObjective.byol(), RegionObjective.hybrid(HALF, HALF))) {
      assertThatThrownBy(() -> step(method, objective).program())
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("it must give feature maps [N, C, H, W] of 4 images, got [4, 5]");
    }
    assertThatThrownBy(() -> EncoderProgram.of(pooled, "", Normalisation.IMAGENET, 4, 8))
        .hasMessageContaining("feature maps [N, C, H, W] of 4 images, got [4, 5]");
  }

  @Test
  void batchOfOneIsRefused() {
    HarlStep step = step(RegionObjective.byol());
    assertThatThrownBy(() -> step.withBatch(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("batch must be at least 2");
  }
}
