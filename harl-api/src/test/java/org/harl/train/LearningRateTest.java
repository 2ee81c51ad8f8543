package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.objective.RegionObjective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.RunSize;
import org.harl.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateTest {
  @ParameterizedTest
  @CsvSource({
    "10, 19, 10, 19", // an epoch is 1.9 steps
    "10, 19, 1, 190",
    "5, 19, 10, 10", // 9.5
    "1.15, 10, 1, 12", // 11.5, which no double is
    "0.6, 46, 1, 28",
    "0.1, 3, 8, 0",
    "1, 3, 8, 0",
    "2, 3, 8, 1",
    "0, 19, 10, 0",
  })
  void warmUpEndsAtTheStepNearestToItsEpochs(double epochs, long batches, int parts, long steps) {
    assertThat(
            LearningRate.warmUpThenCosine(.5, epochs).schedule(new RunSize(2, parts, 400, batches)))
        .isEqualTo(Schedule.warmUpThenCosine(.5, steps));
  }

  @Test
  void everyWholeNumberOfEpochsAndTenthsIsExact() {
    for (int tenths = 0; tenths <= 300; tenths += 7) {
      for (int batches = 1; batches < 200; batches += 13) {
        for (int parts = 1; parts < 20; parts += 3) {
          // round half up of tenths / 10 * batches / parts, in whole numbers
          long twice = 2L * tenths * batches + 10L * parts;
          long steps =
              BigInteger.valueOf(twice).divide(BigInteger.valueOf(20L * parts)).longValueExact();
          assertThat(
                  LearningRate.warmUpThenCosine(1, tenths / 10.0)
                      .schedule(new RunSize(2, parts, 400, batches)))
              .as("%d tenths, %d batches, %d a step", tenths, batches, parts)
              .isEqualTo(Schedule.warmUpThenCosine(1, steps));
        }
      }
    }
  }

  @Test
  void aRunOfAccumulatedBatchesPeaksAfterItsWarmUp() {
    PretrainingPlan plan =
        PretrainingPlan.builder()
            .method(
                Method.standard(32)
                    .withObjective(RegionObjective.byol())
                    .withLearningRate(LearningRate.warmUpThenCosine(.5, 10)))
            .accumulate(10)
            .epochs(20)
            .build();
    Progress progress = new Progress(plan, 19, 8, 0);
    assertThat(progress.steps()).isEqualTo(38);
    int peak = 0;
    for (int step = 0; step < 38; step++) {
      double rate = progress.rates(step).get("learningRate").at(0);
      for (int part = 0; part < 10; part++) {
        progress.batchDone();
        assertThat(progress.rates(step).get("learningRate").at(0)).isEqualTo(rate);
      }
      peak = rate == .5 ? step : peak;
    }
    assertThat(peak).isEqualTo(19);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aWarmUpThatIsNoNumberOfEpochsIsRefused(double epochs) {
    assertThatThrownBy(() -> LearningRate.warmUpThenCosine(1, epochs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "learning rate: the warm-up must be finite and at least 0 epochs, got " + epochs);
  }
}
