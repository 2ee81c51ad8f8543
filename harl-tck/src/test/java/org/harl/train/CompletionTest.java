package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.error.RunCancelledException;
import org.harl.spi.Backend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the end of a run is told. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CompletionTest {
  private static final Discs DISCS = new Discs(16, true);

  private final Backend reference = SmallPlan.reference();

  @AfterEach
  void close() {
    reference.close();
  }

  private Pretraining start(int epochs, TrainingListener... listeners) {
    PretrainingPlan plan = SmallPlan.plan(DISCS, p -> p.epochs(epochs));
    return Pretraining.start(reference, DISCS, plan, List.of(listeners));
  }

  private static <T> Throwable end(CompletionStage<T> stage) {
    return catchThrowable(() -> stage.toCompletableFuture().join());
  }

  @Test
  void stageHasTheEncoderThatAwaitGives() throws Exception {
    try (Pretraining run = start(1)) {
      TrainedEncoder encoder = run.await(Duration.ofHours(1));
      assertThat(run.completion().toCompletableFuture().join()).isSameAs(encoder);
      assertThat(run.await()).isSameAs(encoder);
    }
  }

  @Test
  void whatFollowsIsCalledOnceTheRunIsOver() {
    CompletableFuture<String> thread = new CompletableFuture<>();
    CompletableFuture<Void> told = new CompletableFuture<>();
    TrainingListener waiting =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            told.join();
          }
        };
    try (Pretraining run = start(1, waiting)) {
      run.completion().thenRun(() -> thread.complete(Thread.currentThread().getName()));
      assertThat(thread).isNotDone();
      told.complete(null);
      assertThat(thread.join()).startsWith("harl-pretraining-");
    }
  }

  @Test
  void nobodyElseCompletesTheStage() {
    try (Pretraining run = start(100_000)) {
      CompletableFuture<TrainedEncoder> copy = run.completion().toCompletableFuture();
      copy.completeExceptionally(new IllegalStateException("not mine"));
      assertThat(run.done()).isFalse();
      assertThat(run.completion().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void cancellationIsToldFromFailureByItsType() {
    Pretraining cancelled = start(100_000);
    cancelled.close();
    assertThat(end(cancelled.completion()))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RunCancelledException.class);
    assertThatThrownBy(() -> cancelled.await(Duration.ZERO))
        .isInstanceOf(RunCancelledException.class);
    IllegalStateException failure = new IllegalStateException("disk full");
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            throw failure;
          }
        };
    try (Pretraining failed = start(1, failing)) {
      assertThat(end(failed.completion()))
          .isInstanceOf(CompletionException.class)
          .hasCause(failure);
      assertThatThrownBy(failed::await).isSameAs(failure);
    }
  }

  @Test
  void runGoesOnWhenThePatienceOfWhoWaitsIsOver() {
    try (Pretraining run = start(100_000)) {
      assertThatThrownBy(() -> run.await(Duration.ofMillis(1)))
          .isInstanceOf(TimeoutException.class)
          .hasMessage("pretraining: the run is not over after PT0.001S; it goes on");
      assertThat(run.done()).isFalse();
    }
  }

  @Test
  void aListenerThatWaitsForItsOwnRunIsTold() {
    CompletableFuture<Pretraining> started = new CompletableFuture<>();
    TrainingListener waiting =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            try {
              started.join().await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    try (Pretraining run = start(1, waiting)) {
      started.complete(run);
      assertThatThrownBy(run::await)
          .isInstanceOf(HarlException.class)
          .hasMessage(
              "pretraining: a listener waits for its own run, which waits for it; wait on another"
                  + " thread, or use completion()");
    }
  }

  @Test
  void runSaysHowItIsAndOfWhat() throws Exception {
    try (Pretraining run = start(1)) {
      run.await();
      assertThat(run.toString())
          .startsWith("pretraining is done on 16 images; plan: epochs 1, batch 8, seed 0, masks ");
    }
    Pretraining cancelled = start(100_000);
    assertThat(cancelled.toString()).startsWith("pretraining runs on 16 images; plan: epochs 1");
    cancelled.close();
    assertThat(cancelled.toString()).startsWith("pretraining was cancelled on 16 images; plan: ");
  }
}
