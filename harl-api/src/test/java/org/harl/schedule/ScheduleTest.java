package org.harl.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.data.Offset;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @Test
  void learningRateFollowsTheGoldenNumbers() throws IOException {
    assertGolden("lr", Schedule.warmUpThenCosine(Schedule.scaledByBatch(0.2, 4096), 100), 5e-11);
  }

  @Test
  void tauAndWeightsFollowTheGoldenNumbers() throws IOException {
    assertGolden("tau_0.996", Schedule.cosineToOne(0.996), 1e-12);
    assertGolden("alpha_0.7", Schedule.cosineToOne(0.7), 1e-12);
  }

  @Test
  void warmUpTimesCosineMultipliesARampOntoAFullCosine() {
    Schedule schedule = Schedule.warmUpTimesCosine(0.12, 0.05);
    assertThat(schedule.at(0, 3120)).isZero();
    for (int k : new int[] {1, 100, 156, 157, 158, 1560, 3119, 3120}) {
      double peer =
          0.12 * Math.min(1, k / (3120 * .05 + 1)) * .5 * (1 + Math.cos(Math.PI * k / 3120));
      assertThat(schedule.at(k, 3120)).isCloseTo(peer, within(1e-15));
    }
  }

  @Test
  void warmUpReachesThePeakAtItsLastStepAndTheRunEndsOnZero() {
    Schedule schedule = Schedule.warmUpThenCosine(2, 10);
    assertThat(schedule.at(5, 40)).isEqualTo(1);
    assertThat(schedule.at(10, 40)).isEqualTo(2);
    assertThat(schedule.at(25, 40)).isCloseTo(1, within(1e-15));
    assertThat(schedule.at(40, 40)).isZero();
    assertThat(schedule.at(10, 10)).isZero();
    assertThat(schedule.at(5, 8)).isEqualTo(1);
    assertThat(Schedule.warmUpThenCosine(2, 0).at(0, 8)).isEqualTo(2);
  }

  @Test
  void aCosineGoesFromOneEndToTheOther() {
    Schedule schedule = Schedule.cosine(0.99, 0.999);
    assertThat(schedule.at(0, 8)).isEqualTo(0.99);
    assertThat(schedule.at(4, 8)).isCloseTo(0.9945, Offset.offset(1e-15));
    assertThat(schedule.at(8, 8)).isEqualTo(0.999);
    for (int step = 0; step <= 8; step++) {
      assertThat(Schedule.cosine(0.9, 1).at(step, 8))
          .isEqualTo(Schedule.cosineToOne(0.9).at(step, 8));
    }
  }

  @Test
  void constantStays() {
    assertThat(Schedule.constant(0.5).at(0, 1)).isEqualTo(0.5);
    assertThat(Schedule.constant(0.5).at(7, 9)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant(-0.5)",
        "cosineToOne(0.996)",
        "cosine(0.99, 0.999)",
        "warmUpThenSteps(0.5, 3)",
        "warmUpThenCosine(1.6, 100)",
        "warmUpTimesCosine(0.12, 0.05)"
      })
  void textIsReadBackAsTheSameSchedule(String text) {
    assertThat(Schedule.parse(text)).hasToString(text).isEqualTo(Schedule.parse(" " + text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.3",
        "constant()",
        "constant(a)",
        "constant(1, 2)",
        "cosine(1)",
        "warmUpThenCosine(1)",
        "warmUpThenCosine(1, 2.5)",
        "constant(1))"
      })
  void textThatIsNoScheduleIsRefused(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("schedule '" + text + "' is none of constant(VALUE)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant(NaN)",
        "cosineToOne(1.5)",
        "cosineToOne(NaN)",
        "warmUpThenCosine(-1, 3)",
        "warmUpThenCosine(1, -3)",
        "warmUpTimesCosine(1, 2)",
        "warmUpTimesCosine(Infinity, 0.5)"
      })
  void settingsOutOfRangeAreRefused(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(", got ");
  }

  @ParameterizedTest
  @CsvSource({"-1, 10", "11, 10", "0, 0"})
  void stepsOutsideTheRunAreRefused(long step, long total) {
    for (Schedule schedule :
        new Schedule[] {
          Schedule.constant(1),
          Schedule.cosineToOne(1),
          Schedule.warmUpThenCosine(1, 1),
          Schedule.warmUpTimesCosine(1, 0)
        }) {
      assertThatThrownBy(() -> schedule.at(step, total))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("schedule: step " + step + " of " + total + " does not lie in the run");
    }
  }

  private static void assertGolden(String name, Schedule schedule, double tolerance)
      throws IOException {
    try (InputStream in = ScheduleTest.class.getResourceAsStream("/golden/schedule-0.json")) {
      JsonNode file = new ObjectMapper().readTree(in);
      JsonNode expected = file.get("expect").get(name).get("data");
      int every = file.get("params").get("every").asInt();
      assertThat(expected).hasSize(21);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(schedule.at((long) i * every, 1000))
            .as("%s at step %d", name, i * every)
            .isCloseTo(expected.get(i).asDouble(), within(tolerance));
      }
    }
  }
}
