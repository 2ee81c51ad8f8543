package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.harl.augment.AugmentationRecipe;
import org.harl.method.Pirl;
import org.harl.model.Linear;
import org.harl.model.StateDict;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of PIRL: 40 images, 3 epochs of 5 batches. */
class PirlRunTest {
  @TempDir Path folder;

  private static Consumer<PretrainingPlanBuilder> pirl() {
    return Tiny.method(
        m ->
            m.withObjective(new Pirl(0.2, 0.5, 12))
                .withProjector(new Linear(8))
                .withViews(List.of(m.views().get(0), AugmentationRecipe.jigsaw(14))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aRunThatWentOnDrawsTheSameImagesAndEndsWithTheSameBits(int accumulate) throws Exception {
    Interruptions runs = new Interruptions(folder);
    Consumer<PretrainingPlanBuilder> plan = pirl().andThen(p -> p.accumulate(accumulate));
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("whole"))));
    runs.interrupt("cut", 6, plan);
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("cut").resume())));
    assertThat(runs.newest("cut")).hasSameBinaryContentAs(runs.newest("whole"));
  }

  @Test
  void everyImageThatWasSeenHasMovedItsRowOfLengthOne() throws Exception {
    Interruptions runs = new Interruptions(folder);
    runs.run(Interruptions.NOISE, 0, pirl().andThen(p -> p.checkpoints(runs.in("run"))));
    TensorData memory = Checkpoint.read(runs.newest("run")).variables().get("objective.memory");
    StateDict first = first();
    assertThat(memory.shape()).isEqualTo(Shape.of(40, 8));
    for (int image = 0; image < 40; image++) {
      double squares = 0;
      double moved = 0;
      for (int i = 8 * image; i < 8 * image + 8; i++) {
        squares += memory.at(i) * memory.at(i);
        moved += Math.abs(memory.at(i) - first.get("objective.memory").at(i));
      }
      assertThat(squares).isBetween(1 - 1e-5, 1 + 1e-5);
      assertThat(moved).isPositive();
    }
  }

  private static StateDict first() {
    PretrainingPlan plan = SmallPlan.plan(Interruptions.NOISE, pirl());
    return plan.step().variables().initial(plan.seed());
  }
}
