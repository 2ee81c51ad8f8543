package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedProgressTest {
  private static final long SECOND = 1_000_000_000;
  private static final String RATES = "learning rate 0.050  spread 0.100";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong(-3 * SECOND);
  private final TrainingListener printed =
      new PrintedProgress(
          new PrintStream(bytes, true, StandardCharsets.UTF_8), clock::get, Duration.ofSeconds(5));

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void step(long step, double rate, double left) {
    printed.stepped(
        new StepReport(
            step, 40, step / 10.0, 2.34567, Map.of(), Map.of(), 1, .1, .05, .99, rate, left));
    clock.addAndGet(SECOND);
  }

  private void start() {
    printed.started(40, () -> null);
    clock.addAndGet(SECOND);
  }

  @Test
  void lineIsPrintedEveryFewSecondsAndForTheLastStep() {
    start();
    for (int step = 1; step <= 12; step++) {
      step(step, 100, 30);
    }
    step(40, 100, 0);
    printed.ended(List.of());
    assertThat(lines())
        .containsExactly(
            "pretraining: starts; 40 is the last step",
            "pretraining: step 5/40  epoch 0.5/4  loss 2.346  100 images/s  30 s left  " + RATES,
            "pretraining: step 10/40  epoch 1.0/4  loss 2.346  100 images/s  30 s left  " + RATES,
            "pretraining: step 40/40  epoch 4.0/4  loss 2.346  100 images/s  0 s left  " + RATES,
            "pretraining: is over");
  }

  @Test
  void rateIsThatOfAllStepsSinceTheLineBefore() {
    start();
    for (int step = 1; step <= 4; step++) {
      step(step, 100, 60);
    }
    step(5, 20, 60); // four steps of a hundredth of a second an image, one of a twentieth
    assertThat(lines().get(1)).contains("  56 images/s  1:00 left");
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0 s",
    "59.4, 59 s",
    "59.6, 1:00",
    "231, 3:51",
    "3600, 1:00:00",
    "7390, 2:03:10"
  })
  void timesAreReadable(double seconds, String text) {
    assertThat(StepReport.time(seconds)).isEqualTo(text);
  }

  @Test
  void whatIsMeasuredAndWhatAPersonShouldKnowHaveLinesOfTheirOwn() {
    printed.resumed(7);
    printed.measured("kNN accuracy", 10, .4583);
    printed.ended(List.of("your kNN accuracy fell"));
    assertThat(lines())
        .containsExactly(
            "pretraining: goes on after step 7",
            "pretraining: epoch 10  kNN accuracy 45.8%",
            "pretraining: is over",
            "pretraining: your kNN accuracy fell");
  }
}
