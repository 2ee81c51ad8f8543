package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.harl.Harl;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.objective.RegionObjective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.Pretraining;
import org.harl.train.PretrainingPlanBuilder;
import org.harl.train.StepReport;
import org.harl.train.TrainingListener;
import org.harl.train.optimise.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.HOURS)
class PretrainingTest {
  /** Discs of several colours on gradients, with their masks. */
  private record Discs(int size, boolean masked) implements ImageSource {
    @Override
    public String name(int index) {
      return "disc" + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[20 * 20 * 3];
      for (int i = 0; i < 400; i++) {
        boolean inside = inside(index, i);
        for (int c = 0; c < 3; c++) {
          rgb[i * 3 + c] = (byte) (inside ? 60 * c + 20 * (index % 5) : i / 2 + 10 * c);
        }
      }
      return new Image(name(index), 20, 20, rgb);
    }

    @Override
    public Optional<Mask> mask(int index) {
      byte[] cells = new byte[400];
      for (int i = 0; i < 400; i++) {
        cells[i] = (byte) (inside(index, i) ? 1 : 0);
      }
      return masked ? Optional.of(new Mask(20, 20, cells)) : Optional.empty();
    }

    private static boolean inside(int index, int cell) {
      int x = cell % 20 - 6 - index % 8;
      int y = cell / 20 - 6 - index % 7;
      return x * x + y * y < 25;
    }
  }

  /** Keeps the reports. */
  private static final class Reports implements TrainingListener {
    private final List<StepReport> steps = new ArrayList<>();
    private final List<Integer> epochs = new ArrayList<>();

    @Override
    public void stepped(StepReport report) {
      steps.add(report);
    }

    @Override
    public void epochDone(Epoch epoch) {
      epochs.add(epoch.number());
    }

    private List<Double> losses() {
      return steps.stream().map(StepReport::loss).toList();
    }
  }

  private static final Discs DISCS = new Discs(40, true);

  private static void small(PretrainingPlanBuilder plan) {
    plan.encoder(ResNet.resnet18().small().width(0.0625))
        .heads(new Mlp(16, 8), new Mlp(16, 8))
        .objective(RegionObjective.hybrid(Schedule.constant(.5), Schedule.constant(.7)))
        .optimiser(new Sgd(.9, 0))
        .learningRate(LearningRate.warmUpThenCosine(.05, 1))
        .size(16)
        .batch(8)
        .epochs(3)
        .threads(2);
  }

  private static TrainedEncoder trained(
      ImageSource images, Consumer<PretrainingPlanBuilder> change, TrainingListener... listeners)
      throws InterruptedException {
    try (Harl harl = Harl.builder().backend("djl").device("cpu").build()) {
      Consumer<PretrainingPlanBuilder> plan = PretrainingTest::small;
      return harl.pretrain(images, plan.andThen(change), listeners).await();
    }
  }

  @Test
  void runReportsEveryStepAndEpoch() throws Exception {
    Reports reports = new Reports();
    trained(DISCS, plan -> {}, reports);
    assertThat(reports.steps).hasSize(15);
    assertThat(reports.epochs).containsExactly(1, 2, 3);
    StepReport last = reports.steps.get(14);
    assertThat(last.step()).isEqualTo(15);
    assertThat(last.steps()).isEqualTo(15);
    assertThat(last.epoch()).isEqualTo(3);
    assertThat(last.terms()).containsOnlyKeys("image", "foreground", "background");
    assertThat(last.secondsLeft()).isZero();
    assertThat(last.learningRate()).isBetween(0.0, .01);
    assertThat(reports.losses()).allSatisfy(loss -> assertThat(loss).isBetween(0.0, 8.0));
  }

  @Test
  void sameSeedGivesTheSameNumbersWhateverTheLoaderThreads() throws Exception {
    Reports one = new Reports();
    Reports other = new Reports();
    trained(DISCS, plan -> plan.threads(1), one);
    trained(DISCS, plan -> plan.threads(3), other);
    assertThat(one.losses()).isEqualTo(other.losses());
    Reports another = new Reports();
    trained(DISCS, plan -> plan.seed(1), another);
    assertThat(another.losses()).isNotEqualTo(one.losses());
  }

  @Test
  void accumulatedStepIsCountedOnce() throws Exception {
    Reports reports = new Reports();
    trained(DISCS, plan -> plan.accumulate(5), reports);
    assertThat(reports.steps).hasSize(3);
    assertThat(reports.steps.get(0).learningRate()).isZero();
    assertThat(reports.steps.get(1).learningRate()).isEqualTo(.05);
  }

  @Test
  void runThatStopsEarlyFollowsTheScheduleOfTheWhole() throws Exception {
    Reports whole = new Reports();
    Reports part = new Reports();
    trained(DISCS, plan -> {}, whole);
    trained(DISCS, plan -> plan.stopAfterEpochs(1), part);
    assertThat(part.losses()).isEqualTo(whole.losses().subList(0, 5));
  }

  @Test
  void encoderIsWrittenAndReadWithItsNetworkAndEmbedsTheSame(@TempDir Path folder)
      throws Exception {
    TrainedEncoder encoder = trained(DISCS, plan -> plan.epochs(1));
    encoder.write(folder.resolve("encoder.safetensors"));
    TrainedEncoder read = TrainedEncoder.read(folder.resolve("encoder.safetensors"));
    assertThat(read.encoder()).isEqualTo(encoder.encoder());
    try (Harl harl = Harl.builder().device("cpu").build()) {
      float[][] vectors = harl.embed(encoder, DISCS);
      assertThat(vectors).hasDimensions(40, 32);
      assertThat(harl.embed(read, DISCS)).isDeepEqualTo(vectors);
    }
  }

  @Test
  void lossThatIsNotANumberStopsTheRunAndNamesTheStep() {
    assertThatThrownBy(
            () ->
                trained(
                    DISCS, plan -> plan.learningRate((batches, parts) -> Schedule.constant(1e30))))
        .isInstanceOf(HarlException.class)
        .hasMessageMatching(
            "(?s)pretraining stopped at step \\d+ of 15: the loss is NaN \\(learning rate"
                + " 1.0E30.*lower the learning rate.*");
  }

  @Test
  void collapseIsReportedOnce() throws Exception {
    List<Long> alarms = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void collapsed(StepReport report) {
            alarms.add(report.step());
          }
        };
    // a projector whose only output is a constant direction
    trained(
        DISCS,
        plan ->
            plan.heads(
                    (scope, x) -> new Mlp(16, 8).apply(scope, x).multiply(1e-3).add(1),
                    new Mlp(16, 8))
                .epochs(11),
        listener);
    assertThat(alarms).containsExactly(50L);
  }

  @Test
  void cancelledRunEndsAndSaysSo() throws Exception {
    try (Harl harl = Harl.builder().device("cpu").build()) {
      Pretraining[] run = new Pretraining[1];
      TrainingListener canceller =
          new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
              if (report.step() == 2) {
                synchronized (run) {
                  run[0].cancel();
                }
              }
            }
          };
      synchronized (run) {
        run[0] = harl.pretrain(DISCS, plan -> small(plan), canceller);
      }
      assertThatThrownBy(run[0]::await)
          .isInstanceOf(HarlException.class)
          .hasMessage("pretraining was cancelled after step 2 of 15");
    }
  }

  @Test
  void closingAHarlStopsItsRuns() {
    Harl harl = Harl.builder().device("cpu").build();
    Pretraining run = harl.pretrain(DISCS, plan -> small(plan.epochs(1)));
    Pretraining endless =
        harl.pretrain(
            DISCS,
            plan -> {
              small(plan);
              plan.epochs(100_000);
            });
    harl.close();
    harl.close();
    assertThat(run.done()).isTrue();
    assertThat(endless.done()).isTrue();
    assertThatThrownBy(endless::encoder).hasMessageContaining("cancelled");
    assertThatThrownBy(() -> harl.pretrain(DISCS, plan -> small(plan)))
        .hasMessage("this Harl is closed; build another to pretrain");
  }

  @Test
  void whatAListenerThrowsStopsTheRun() {
    IllegalStateException failure = new IllegalStateException("disk full");
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            throw failure;
          }
        };
    assertThatThrownBy(() -> trained(DISCS, plan -> {}, listener)).isSameAs(failure);
  }

  @Test
  void objectiveWithRegionsNeedsMasks() {
    assertThatThrownBy(() -> trained(new Discs(40, false), plan -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: the objective compares [FOREGROUND, BACKGROUND], but the images have no masks;"
                + " name a mask provider, or take RegionObjective.byol()");
  }

  @Test
  void settingsOutOfRangeAreRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> trained(DISCS, plan -> plan.stopAfterEpochs(4)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("plan: stopAfterEpochs must be 1..3, the epochs, got 4");
    assertThatThrownBy(() -> trained(DISCS, plan -> plan.accumulate(0)))
        .hasMessage("plan: accumulate must be at least 1, got 0");
    assertThatThrownBy(() -> trained(DISCS, plan -> plan.masks("none-such")))
        .hasMessageStartingWith("mask provider 'none-such' is not on the class path, found [];");
  }
}
