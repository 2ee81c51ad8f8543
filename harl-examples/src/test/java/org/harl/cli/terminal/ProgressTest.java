package org.harl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.train.StepReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private static final List<String> PARTS =
      List.of("epoch 6.8/15", "loss 3.870", "82 images/s", "3:51 left", "learning rate 0.042");

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  private Progress progress(Telling telling, int total) {
    return new Progress("pretrain", total, new PrintStream(told, true), telling);
  }

  private static StepReport report(long step, long steps) {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("image", 1.5);
    terms.put("foreground", 2.25);
    return new StepReport(
        step, steps, step / 10.0, 3.87, terms, new TreeMap<>(), 1, .0613, .0421, .99, 82.4, 231);
  }

  private List<String> lines() {
    return told.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 110, 200})
  void aBarTakesNoMoreThanItsLineAndShowsWhatFitsInOrder(int room) {
    String line = BarLine.line("pretrain", .45, PARTS, room);
    assertThat(line).hasSizeLessThanOrEqualTo(room).startsWith("pretrain  45%");
    String shown = String.join("  ", PARTS.stream().filter(line::contains).toList());
    assertThat(String.join("  ", PARTS)).startsWith(shown);
    assertThat(line).endsWith(shown);
  }

  @Test
  void at110ColumnsTheBarAndAllOfTheseAreThere() {
    assertThat(BarLine.line("pretrain", .45, PARTS, 110))
        .contains(PARTS)
        .contains("[")
        .containsPattern("\\[=+> +\\]");
  }

  @ParameterizedTest
  @CsvSource({"0, '[>         ]'", ".5, '[=====>    ]'", "1, '[==========]'"})
  void theBarIsAsFullAsTheTaskIsDone(double share, String bar) {
    assertThat(BarLine.line("t", share, List.of(), "t 100% ".length() + 12)).endsWith(bar);
  }

  @Test
  void whereNobodyWatchesThereAreTwentyLinesOfARun() {
    try (Progress progress = progress(Telling.LINES, 600)) {
      for (int step = 1; step <= 600; step++) {
        progress.step(report(step, 600));
      }
    }
    assertThat(lines())
        .hasSize(20)
        .last()
        .isEqualTo(
            "step 600/600  epoch 60.0/60  loss 3.870  82 images/s  3:51 left  learning rate 0.042"
                + "  spread 0.061  image 1.500, foreground 2.250");
  }

  @Test
  void aProgramReadsAnObjectALine() throws IOException {
    try (Progress progress = progress(Telling.JSON, 1)) {
      progress.step(report(1, 1));
      progress.say("knn", Map.of("epoch", 3), "epoch 3");
    }
    JsonNode step = new ObjectMapper().readTree(lines().get(0));
    assertThat(step.get("event").asText()).isEqualTo("step");
    assertThat(step.get("terms").get("foreground").asDouble()).isEqualTo(2.25);
    assertThat(step.get("secondsLeft").asInt()).isEqualTo(231);
    assertThat(lines().get(1)).isEqualTo("{\"event\":\"knn\",\"epoch\":3}");
  }

  @Test
  void quietIsQuiet() {
    try (Progress progress = progress(Telling.NOTHING, 1)) {
      progress.step(report(1, 1));
      progress.done(1);
      progress.say("knn", Map.of(), "epoch 3");
    }
    assertThat(lines()).isEmpty();
  }
}
