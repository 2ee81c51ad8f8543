package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.error.RunCancelledException;
import org.harl.mask.MaskChoice;
import org.harl.model.Mlp;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on the reference: what is reported, refused and stopped. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class PretrainingTest {
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

  private static TrainedEncoder trained(
      ImageSource images, Consumer<PretrainingPlanBuilder> change, TrainingListener... listeners)
      throws InterruptedException {
    try (Backend reference = SmallPlan.reference()) {
      return Pretraining.start(
              reference, images, SmallPlan.plan(images, change), List.of(listeners))
          .await();
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
    trained(DISCS, plan -> plan.loaderThreads(1), one);
    trained(DISCS, plan -> plan.loaderThreads(3), other);
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

  /** The reference sums in doubles: a rate that float32 overflows at, 1e30, moves on there. */
  @Test
  void lossThatIsNotANumberStopsTheRunAndNamesTheStep() {
    assertThatThrownBy(
            () ->
                trained(
                    DISCS, Tiny.method(m -> m.withLearningRate(run -> Schedule.constant(1e300)))))
        .isInstanceOf(HarlException.class)
        .hasMessageMatching(
            "(?s)pretraining stopped at step \\d+ of 15: the loss is NaN \\(learning rate"
                + " 1.0E300.*lower the learning rate.*");
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
        Tiny.method(
                m ->
                    m.withProjector(
                        (scope, x) -> new Mlp(16, 8).apply(scope, x).multiply(1e-3).add(1)))
            .andThen(plan -> plan.epochs(11)),
        listener);
    assertThat(alarms).containsExactly(50L);
  }

  /** Cancels its run after the second step. */
  private static final class Canceller implements TrainingListener {
    private final CompletableFuture<Pretraining> run = new CompletableFuture<>();
    private final AtomicLong last = new AtomicLong();

    @Override
    public void stepped(StepReport report) {
      last.set(report.step());
      if (report.step() == 2) {
        run.join().cancel();
      }
    }
  }

  @Test
  void cancelledRunEndsBeforeItsNextStepAndSaysSo() {
    Canceller canceller = new Canceller();
    try (Backend reference = SmallPlan.reference()) {
      Pretraining run =
          Pretraining.start(
              reference,
              DISCS,
              SmallPlan.plan(DISCS, plan -> plan.epochs(100_000)),
              List.of(canceller));
      canceller.run.complete(run);
      assertThatThrownBy(run::await)
          .isInstanceOf(RunCancelledException.class)
          .hasMessage("pretraining was cancelled after step 2 of 500000");
      assertThat(canceller.last).hasValue(2);
    }
  }

  @Test
  void threadThatWaitsIsInterruptedAndTheRunGoesOn() {
    PretrainingPlan endless = SmallPlan.plan(DISCS, plan -> plan.epochs(100_000));
    try (Backend reference = SmallPlan.reference();
        Pretraining run = Pretraining.start(reference, DISCS, endless, List.of())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(run::await).isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(run.done()).isFalse();
    }
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
            "plan: the objective compares [foreground, background], but the images have no masks;"
                + " name a mask provider, or take RegionObjective.byol()");
  }

  @Test
  void settingsOutOfRangeAreRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> trained(DISCS, plan -> plan.stopAfterEpochs(4)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("plan: stopAfterEpochs must be 1..3, the epochs, got 4");
    assertThatThrownBy(() -> trained(DISCS, plan -> plan.accumulate(0)))
        .hasMessage("plan: accumulate must be at least 1, got 0");
    assertThatThrownBy(() -> trained(DISCS, plan -> plan.masks(MaskChoice.named("none-such"))))
        .hasMessageStartingWith(
            "mask provider 'none-such' is not on the class path, found [nomad-");
  }
}
