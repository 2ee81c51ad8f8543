package org.harl.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.harl.data.ImageSource;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.objective.RegionObjective;
import org.harl.spi.Backend;

/** Runs of 3 epochs of 5 batches in a folder, which may be interrupted. */
record Interruptions(Path folder) {
  /** Random bytes. */
  record Noise(int size, String prefix) implements ImageSource {
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

  static final Noise NOISE = new Noise(40, "noise");

  /** Steps seen; cancels the run at one of them. */
  static final class Watch implements TrainingListener {
    private final AtomicReference<Pretraining> run = new AtomicReference<>();
    final List<Long> steps = new ArrayList<>();
    private final long cancelAt;
    long resumedAt = -1;

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

  Watch run(ImageSource images, long cancelAt, Consumer<PretrainingPlanBuilder> settings)
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

  Checkpoints in(String name) {
    return Checkpoints.in(folder.resolve(name)).withEvery(4);
  }

  Path newest(String name) throws IOException {
    return files(name).get(0);
  }

  List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.sorted((a, b) -> b.compareTo(a)).toList();
    }
  }

  void interrupt(String name, long at, Consumer<PretrainingPlanBuilder> settings) {
    assertThatThrownBy(() -> run(NOISE, at, settings.andThen(plan -> plan.checkpoints(in(name)))))
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("cancelled after step " + at);
  }
}
