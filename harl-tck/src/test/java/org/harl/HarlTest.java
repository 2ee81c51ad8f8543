package org.harl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.harl.embed.Embedder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.train.Discs;
import org.harl.train.Pretraining;
import org.harl.train.SmallPlan;
import org.harl.train.StepReport;
import org.harl.train.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Harl on the only backend of this class path, the reference. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class HarlTest {
  private static final Discs DISCS = new Discs(40, true);

  private static Harl open() {
    return Harl.builder().device("cpu").build();
  }

  @Test
  void closingAHarlStopsItsRunsAndLeavesWhatIsOverAsItIs() throws Exception {
    Harl harl = open();
    List<Long> steps = new ArrayList<>();
    TrainingListener counter =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            steps.add(report.step());
          }
        };
    Pretraining over = harl.pretrain(DISCS, SmallPlan.with(plan -> plan.epochs(1)), counter);
    TrainedEncoder trained = over.await();
    assertThat(steps).containsExactly(1L, 2L, 3L, 4L, 5L);
    Pretraining endless = harl.pretrain(DISCS, SmallPlan.with(plan -> plan.epochs(100_000)));
    harl.close();
    harl.close();
    assertThat(over.encoder()).isSameAs(trained);
    assertThat(endless.done()).isTrue();
    assertThatThrownBy(endless::encoder).hasMessageContaining("cancelled");
    assertThatThrownBy(() -> harl.pretrain(DISCS, SmallPlan.with(plan -> {})))
        .hasMessage("this Harl is closed; build another to pretrain");
  }

  @Test
  void closingStopsARunBeforeItsNextStepButOne() throws Exception {
    AtomicLong steps = new AtomicLong();
    CountDownLatch running = new CountDownLatch(3);
    CountDownLatch cancelled = new CountDownLatch(1);
    TrainingListener counter =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            steps.set(report.step());
            running.countDown();
            if (running.getCount() == 0) {
              await(cancelled);
            }
          }
        };
    Harl harl = open();
    Pretraining run = harl.pretrain(DISCS, SmallPlan.with(plan -> plan.epochs(100_000)), counter);
    running.await();
    long asked = steps.get();
    run.cancel();
    cancelled.countDown();
    harl.close();
    assertThat(steps.get()).isLessThanOrEqualTo(asked + 1);
    assertThatThrownBy(run::encoder).hasMessageContaining("pretraining was cancelled after step ");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void encoderIsWrittenAndReadWithItsNetworkAndEmbedsTheSame(@TempDir Path folder)
      throws Exception {
    try (Harl harl = open()) {
      ResNet network = ResNet.resnet18().small().withWidth(0.0625);
      TrainedEncoder encoder =
          harl.pretrain(
                  DISCS,
                  SmallPlan.with(plan -> plan.method(plan.method().withEncoder(network)).epochs(1)))
              .await();
      encoder.write(folder.resolve("encoder.safetensors"));
      TrainedEncoder read = TrainedEncoder.read(folder.resolve("encoder.safetensors"));
      assertThat(read.encoder()).isEqualTo(network);
      float[][] vectors = harl.embed(encoder, DISCS);
      assertThat(vectors).hasDimensions(40, 32);
      assertThat(harl.embed(read, DISCS)).isDeepEqualTo(vectors);
    }
  }

  @Test
  void embeddersStayOpenUntilTheirHarlIsClosed() throws Exception {
    TrainedEncoder pixels =
        new TrainedEncoder((scope, images) -> images, 8, new StateDict(Map.of()));
    List<Image> images = IntStream.range(0, 40).mapToObj(DISCS::read).toList();
    Harl harl = open();
    Embedder embedder = harl.embedder(pixels);
    float[][] vectors = harl.embed(pixels, DISCS);
    assertThat(embedder.embed(images)).isDeepEqualTo(vectors);
    assertThat(embedder.embed(images.get(7))).isEqualTo(vectors[7]);
    harl.close();
    assertThat(embedder.closed()).isTrue();
    assertThatThrownBy(() -> embedder.embed(images.get(7)))
        .isInstanceOf(HarlException.class)
        .hasMessage("embedder: it is closed; open another to embed");
    assertThatThrownBy(() -> harl.embedder(pixels))
        .isInstanceOf(HarlException.class)
        .hasMessage("this Harl is closed; build another to embed");
  }
}
