package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.harl.data.ImageSource;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.model.Initial;
import org.harl.model.StateDict;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are interrupted and go on: 3 epochs of 5 batches. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CheckpointTest {
  @TempDir Path folder;

  /** Random bytes. */
  private record Noise(int size, String prefix) implements ImageSource {
    @Override
    public String name(int index) {
      return prefix + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[20 * 20 * 3];
      new SplittableRandom(index).nextBytes(rgb);
      return new Image(name(index), 20, 20, rgb);
    }
  }

  private static final Noise NOISE = new Noise(40, "noise");

  /** Steps seen; cancels the run at one of them. */
  private static final class Watch implements TrainingListener {
    private final AtomicReference<Pretraining> run = new AtomicReference<>();
    private final List<Long> steps = new ArrayList<>();
    private final long cancelAt;
    private long resumedAt = -1;

    Watch(long cancelAt) {
      this.cancelAt = cancelAt;
    }

    @Override
    public void resumed(long step) {
      resumedAt = step;
    }

    @Override
    public void stepped(StepReport report) {
      steps.add(report.step());
      while (report.step() == cancelAt && run.get() == null) {
        Thread.onSpinWait();
      }
      if (report.step() == cancelAt) {
        run.get().cancel();
      }
    }
  }

  private Watch run(ImageSource images, long cancelAt, Consumer<PretrainingPlanBuilder> settings)
      throws InterruptedException {
    Watch watch = new Watch(cancelAt);
    PretrainingPlan plan =
        SmallPlan.plan(
            images, Tiny.method(m -> m.withObjective(RegionObjective.byol())).andThen(settings));
    try (Backend reference = SmallPlan.reference()) {
      Pretraining run = Pretraining.start(reference, images, plan, List.of(watch));
      watch.run.set(run);
      run.await();
    }
    return watch;
  }

  private Checkpoints in(String name) {
    return Checkpoints.in(folder.resolve(name)).withEvery(4);
  }

  private Path newest(String name) throws IOException {
    return files(name).get(0);
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.sorted((a, b) -> b.compareTo(a)).toList();
    }
  }

  private void interrupt(String name, long at, Consumer<PretrainingPlanBuilder> settings) {
    assertThatThrownBy(() -> run(NOISE, at, settings.andThen(plan -> plan.checkpoints(in(name)))))
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("cancelled after step " + at);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aRunThatWentOnEndsWithTheSameBits(int accumulate) throws Exception {
    Consumer<PretrainingPlanBuilder> plan = p -> p.accumulate(accumulate);
    run(NOISE, 0, plan.andThen(p -> p.checkpoints(in("whole"))));
    interrupt("cut", 6, plan);
    Watch rest = run(NOISE, 0, plan.andThen(p -> p.checkpoints(in("cut").resume())));
    assertThat(rest.resumedAt).isEqualTo(6);
    assertThat(rest.steps).first().isEqualTo(7L);
    assertThat(newest("cut")).hasSameBinaryContentAs(newest("whole"));
  }

  /** Queries of view 1 against keys of view 2 and a queue of 16 keys, the newest last. */
  private static final class Queue implements Objective {
    @Override
    public Set<Region> regions() {
      return Set.of(Region.IMAGE);
    }

    @Override
    public boolean usesPredictor() {
      return false;
    }

    @Override
    public boolean usesOnline(int view) {
      return view == 1;
    }

    @Override
    public boolean usesTarget(int view) {
      return view == 2;
    }

    @Override
    public Loss loss(Compared compared) {
      Tensor query = compared.vectors(Region.IMAGE).projection(1);
      Tensor key = compared.vectors(Region.IMAGE).target(2);
      Shape shape = Shape.of(16, key.shape().dim(1));
      Tensor queue = compared.state().buffer("queue", shape, new Initial.Uniform(1));
      Tensor kept = queue.slice(0, key.shape().dim(0), 16);
      compared.state().assign("queue", queue.recorder().concat(0, List.of(kept, key)));
      Tensor total = query.matmul(queue.transpose(1, 0)).meanAll();
      return new Loss(total.subtract(query.multiply(key).meanAll()), Map.of());
    }
  }

  @Test
  void whatAnObjectiveRemembersIsKeptAndARunOfOneNetworkOneWayGoesOnWithTheSameBits()
      throws Exception {
    Consumer<PretrainingPlanBuilder> plan = Tiny.method(m -> m.withObjective(new Queue()));
    run(NOISE, 0, plan.andThen(p -> p.checkpoints(in("whole"))));
    interrupt("cut", 6, plan);
    run(NOISE, 0, plan.andThen(p -> p.checkpoints(in("cut").resume())));
    assertThat(newest("cut")).hasSameBinaryContentAs(newest("whole"));
    StateDict kept = Checkpoint.read(newest("whole")).variables();
    StateDict before = Checkpoint.read(files("whole").get(1)).variables();
    assertThat(kept.get("objective.queue").shape()).isEqualTo(Shape.of(16, 8));
    assertThat(kept.get("objective.queue").toDoubles())
        .isNotEqualTo(before.get("objective.queue").toDoubles());
    assertThat(kept.names()).noneMatch(name -> name.contains("predictor"));
  }

  @Test
  void theNewestAreKept() throws Exception {
    run(NOISE, 0, plan -> plan.checkpoints(in("kept").withKeep(3)));
    assertThat(files("kept"))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "checkpoint-000000000015.safetensors",
            "checkpoint-000000000012.safetensors",
            "checkpoint-000000000008.safetensors");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, -1})
  void aDamagedCheckpointIsPassedOverForTheOneBefore(int at) throws Exception {
    interrupt("damaged", 6, plan -> {});
    Path newest = newest("damaged");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    Files.write(newest, bytes);
    assertThatThrownBy(() -> Checkpoint.read(newest))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(newest.getFileName().toString());
    Watch rest = run(NOISE, 0, plan -> plan.checkpoints(in("damaged").resume()));
    assertThat(rest.resumedAt).isEqualTo(4);
  }

  @Test
  void anotherPlanIsRefusedWithTheDifferenceUnlessItIsAllowed() throws Exception {
    interrupt("plan", 6, plan -> {});
    assertThatThrownBy(() -> run(NOISE, 0, plan -> plan.seed(7).checkpoints(in("plan").resume())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("seed: 0 then, 7 now");
    Watch rest = run(NOISE, 0, plan -> plan.seed(7).checkpoints(in("plan").resumeChanged()));
    assertThat(rest.resumedAt).isEqualTo(6);
  }

  @Test
  void otherImagesAreRefused() {
    interrupt("images", 6, plan -> {});
    assertThatThrownBy(
            () -> run(new Noise(40, "other"), 0, plan -> plan.checkpoints(in("images").resume())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("images: 40 images, names ");
  }

  @Test
  void checkpointsOfAnotherRunAreNotOverwritten() {
    interrupt("taken", 6, plan -> {});
    assertThatThrownBy(() -> run(NOISE, 0, plan -> plan.checkpoints(in("taken"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has those of another run");
  }

  @Test
  void aLossThatIsNoNumberIsNotWritten() throws Exception {
    HarlException stopped =
        catchThrowableOfType(
            HarlException.class,
            () ->
                run(
                    NOISE,
                    0,
                    Tiny.method(
                            m -> m.withLearningRate((batches, parts) -> Schedule.constant(1e300)))
                        .andThen(plan -> plan.checkpoints(in("nan").withEvery(1).withKeep(15)))));
    Matcher step = Pattern.compile("stopped at step (\\d+) of 15").matcher(stopped.getMessage());
    assertThat(step.find()).isTrue();
    assertThat(files("nan")).hasSize(Integer.parseInt(step.group(1)) - 1);
  }
}
