package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.method.Moco;
import org.harl.model.StateDict;
import org.harl.schedule.Schedule;
import org.harl.trace.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are interrupted and go on: 3 epochs of 5 batches. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CheckpointTest {
  @TempDir Path folder;

  private Interruptions runs = new Interruptions(Path.of("."));

  @BeforeEach
  void begin() {
    runs = new Interruptions(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aRunThatWentOnEndsWithTheSameBits(int accumulate) throws Exception {
    Consumer<PretrainingPlanBuilder> plan = p -> p.accumulate(accumulate);
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("whole"))));
    runs.interrupt("cut", 6, plan);
    Interruptions.Watch rest =
        runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("cut").resume())));
    assertThat(rest.resumedAt).isEqualTo(6);
    assertThat(rest.steps).first().isEqualTo(7L);
    assertThat(runs.newest("cut")).hasSameBinaryContentAs(runs.newest("whole"));
  }

  @Test
  void whatAnObjectiveRemembersIsKeptAndARunOfOneNetworkOneWayGoesOnWithTheSameBits()
      throws Exception {
    Consumer<PretrainingPlanBuilder> plan =
        Tiny.method(m -> m.withObjective(new Moco(0.2, 16, false)));
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("whole"))));
    runs.interrupt("cut", 6, plan);
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("cut").resume())));
    assertThat(runs.newest("cut")).hasSameBinaryContentAs(runs.newest("whole"));
    StateDict kept = Checkpoint.read(runs.newest("whole")).variables();
    StateDict before = Checkpoint.read(runs.files("whole").get(1)).variables();
    assertThat(kept.get("objective.queue").shape()).isEqualTo(Shape.of(16, 8));
    assertThat(kept.get("objective.queue").toDoubles())
        .isNotEqualTo(before.get("objective.queue").toDoubles());
    assertThat(kept.names()).noneMatch(name -> name.contains("predictor"));
  }

  @Test
  void theNewestAreKept() throws Exception {
    runs.run(Interruptions.NOISE, 0, plan -> plan.checkpoints(runs.in("kept").withKeep(3)));
    assertThat(runs.files("kept"))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "checkpoint-000000000015.safetensors",
            "checkpoint-000000000012.safetensors",
            "checkpoint-000000000008.safetensors");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, -1})
  void aDamagedCheckpointIsPassedOverForTheOneBefore(int at) throws Exception {
    runs.interrupt("damaged", 6, plan -> {});
    Path newest = runs.newest("damaged");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    Files.write(newest, bytes);
    assertThatThrownBy(() -> Checkpoint.read(newest))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(newest.getFileName().toString());
    Interruptions.Watch rest =
        runs.run(Interruptions.NOISE, 0, plan -> plan.checkpoints(runs.in("damaged").resume()));
    assertThat(rest.resumedAt).isEqualTo(4);
  }

  @Test
  void anotherPlanIsRefusedWithTheDifferenceUnlessItIsAllowed() throws Exception {
    runs.interrupt("plan", 6, plan -> {});
    assertThatThrownBy(
            () ->
                runs.run(
                    Interruptions.NOISE,
                    0,
                    plan -> plan.seed(7).checkpoints(runs.in("plan").resume())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("seed: 0 then, 7 now");
    Interruptions.Watch rest =
        runs.run(
            Interruptions.NOISE,
            0,
            plan -> plan.seed(7).checkpoints(runs.in("plan").resumeChanged()));
    assertThat(rest.resumedAt).isEqualTo(6);
  }

  @Test
  void otherImagesAreRefused() {
    runs.interrupt("images", 6, plan -> {});
    assertThatThrownBy(
            () ->
                runs.run(
                    new Interruptions.Noise(40, "other"),
                    0,
                    plan -> plan.checkpoints(runs.in("images").resume())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("images: 40 images, names ");
  }

  @Test
  void checkpointsOfAnotherRunAreNotOverwritten() {
    runs.interrupt("taken", 6, plan -> {});
    assertThatThrownBy(
            () -> runs.run(Interruptions.NOISE, 0, plan -> plan.checkpoints(runs.in("taken"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has those of another run");
  }

  @Test
  void aLossThatIsNoNumberIsNotWritten() throws Exception {
    HarlException stopped =
        catchThrowableOfType(
            HarlException.class,
            () ->
                runs.run(
                    Interruptions.NOISE,
                    0,
                    Tiny.method(m -> m.withLearningRate(run -> Schedule.constant(1e300)))
                        .andThen(
                            plan -> plan.checkpoints(runs.in("nan").withEvery(1).withKeep(15)))));
    Matcher step = Pattern.compile("stopped at step (\\d+) of 15").matcher(stopped.getMessage());
    assertThat(step.find()).isTrue();
    assertThat(runs.files("nan")).hasSize(Integer.parseInt(step.group(1)) - 1);
  }
}
