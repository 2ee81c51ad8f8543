package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.harl.method.Moco;
import org.harl.method.MultiCrop;
import org.harl.method.SimSiam;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MultiCropRunTest {
  @TempDir Path folder;

  private static Consumer<PretrainingPlanBuilder> cropped(Objective objective, String crops) {
    return Tiny.method(m -> MultiCrop.parse(crops).on(m.withObjective(objective)));
  }

  static Stream<Objective> objectives() {
    return Stream.of(RegionObjective.byol(), new SimSiam(), new Moco(0.2, 16, true));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void aRunOfLargeAndSmallViewsThatWentOnEndsWithTheSameBits(Objective objective) throws Exception {
    Interruptions runs = new Interruptions(folder);
    Consumer<PretrainingPlanBuilder> plan = cropped(objective, "2x8,3x4");
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("whole"))));
    runs.interrupt("cut", 6, plan);
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("cut").resume())));
    assertThat(runs.newest("cut")).hasSameBinaryContentAs(runs.newest("whole"));
  }

  @Test
  void aRunThatGoesOnWithFewerViewsIsAnotherRun() throws Exception {
    Interruptions runs = new Interruptions(folder);
    runs.interrupt("cut", 6, cropped(RegionObjective.byol(), "2x8,2x4"));
    Consumer<PretrainingPlanBuilder> fewer = cropped(RegionObjective.byol(), "2x8,1x4");
    assertThatThrownBy(
            () ->
                runs.run(
                    Interruptions.NOISE,
                    0,
                    fewer.andThen(p -> p.checkpoints(runs.in("cut").resume()))))
        .hasMessageContaining("view 4: AugmentationRecipe[size=4, ")
        .hasMessageContaining(" then, none now");
  }
}
