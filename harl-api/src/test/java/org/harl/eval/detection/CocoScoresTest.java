package org.harl.eval.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.eval.detection.Detections.Found;
import org.harl.eval.detection.Detections.Protocol;
import org.harl.eval.detection.Detections.Truth;
import org.junit.jupiter.api.Test;

/** Right values are those of pycocotools 2.0.11. */
class CocoScoresTest {
  private static final Box UNIT = new Box(0, 0, 10, 10);
  private static final Box AWAY = new Box(50, 50, 5, 5);

  /** Crowds, and recalls that are thresholds: image, class, x, y, width, height, crowd. */
  private static final String TRUE =
      """
      2 1 31 7 21 20 0
      2 1 32 13 24 26 0
      3 0 34 11 7 36 0
      3 1 32 46 28 25 1
      3 0 16 31 39 10 0
      1 1 30 8 31 31 1
      5 0 31 36 27 7 0
      5 0 37 33 10 30 1
      8 0 9 38 9 29 0
      8 2 26 23 37 35 0
      7 1 33 43 14 17 0
      7 0 22 17 24 20 1
      7 0 46 29 16 30 0
      4 2 44 46 34 10 0
      4 0 45 46 27 9 0
      4 0 46 30 18 15 0
      6 0 48 5 11 37 0
      6 0 47 41 27 10 0
      6 1 12 27 39 18 0
      6 0 28 5 28 15 0
      6 1 9 37 18 26 1
      """;

  /** Image, class, x, y, width, height, score. */
  private static final String FOUND =
      """
      2 1 35 11 21 21 0.07103340398235758
      6 0 46 7 9 38 0.21354281590897572
      5 2 34 34 29 10 0.7749058561503283
      5 0 34 36 23 8 0.6522496396445691
      6 0 31 7 29 16 0.10546425589725705
      6 1 16 31 35 18 0.1361510983866756
      3 1 31 48 24 21 0.67206669682397
      2 2 28 6 18 17 0.4825255739009051
      3 0 37 7 11 38 0.9769848783990855
      5 0 40 31 6 26 0.872568208891477
      3 0 34 8 11 37 0.6192282222110012
      6 0 45 7 15 37 0.7281465747626049
      4 2 42 45 24 12 0.8893152009338842
      6 0 45 44 31 9 0.5994972490209062
      7 1 37 41 16 14 0.27121987909564993
      7 1 32 40 14 13 0.08639240811607041
      1 1 31 11 33 30 0.16697650804185904
      1 1 34 5 29 32 0.2633462049167461
      2 1 35 16 28 30 0.5266977892546265
      6 1 9 23 41 18 0.4347950392532015
      5 0 40 33 12 30 0.9054273157790746
      4 2 46 28 21 12 0.7394801177540115
      4 0 42 30 18 18 0.3023059842108352
      7 0 44 29 15 30 0.3255875909321103
      """;

  @Test
  void fiveHundredDrawnSetsScoreAsInPycocotools() throws IOException {
    List<String> lines;
    try (InputStream file = CocoScoresTest.class.getResourceAsStream("/golden/coco-sets.txt")) {
      lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(lines).hasSize(500);
    for (int seed = 0; seed < lines.size(); seed++) {
      double[] right =
          Arrays.stream(lines.get(seed).split(" "))
              .mapToDouble(n -> n.equals("-") ? Double.NaN : Double.parseDouble(n))
              .toArray();
      assertThat(twelve(DrawnBoxes.of(seed).coco()))
          .as("set %d", seed)
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(right);
    }
  }

  private static double[] twelve(CocoScores scores) {
    return new double[] {
      scores.ap(),
      scores.ap(.5),
      scores.ap(.75),
      scores.ap(ObjectSize.SMALL),
      scores.ap(ObjectSize.MEDIUM),
      scores.ap(ObjectSize.LARGE),
      scores.ar(1),
      scores.ar(10),
      scores.ar(100),
      scores.ar(ObjectSize.SMALL),
      scores.ar(ObjectSize.MEDIUM),
      scores.ar(ObjectSize.LARGE)
    };
  }

  @Test
  void tiedScoresRankByImageWhateverTheOrderOfTheFile() {
    List<Truth> truths =
        List.of(
            new Truth("1", 0, UNIT, false),
            new Truth("2", 0, UNIT, false),
            new Truth("10", 0, UNIT, false));
    Found first = new Found("1", 0, UNIT, 1);
    Found second = new Found("2", 0, AWAY, 1);
    Found third = new Found("10", 0, UNIT, 1);
    for (List<Found> found :
        List.of(List.of(first, second, third), List.of(second, third, first))) {
      CocoScores scores = new Detections(truths, found, 2).coco();
      assertThat(scores.ap()).isCloseTo(.554455, within(1e-6));
      assertThat(scores.ap(.5)).isCloseTo(.554455, within(1e-6));
      assertThat(scores.ap(.75)).isCloseTo(.554455, within(1e-6));
    }
  }

  @Test
  void tiedScoresInAnImageRankByTheOrderOfTheFile() {
    List<Truth> truths = List.of(new Truth("a", 0, UNIT, false));
    Found right = new Found("a", 0, UNIT, 0.0);
    Found wrong = new Found("a", 0, AWAY, -0.0);
    assertThat(new Detections(truths, List.of(right, wrong), 1).coco().ap()).isEqualTo(1);
    assertThat(new Detections(truths, List.of(wrong, right), 1).coco().ap()).isEqualTo(.5);
  }

  @Test
  void recallThatIsAThresholdReachesIt() {
    List<Truth> truths =
        TRUE.lines()
            .map(line -> line.split(" "))
            .map(r -> new Truth(r[0], Integer.parseInt(r[1]), box(r), r[6].equals("1")))
            .toList();
    List<Found> found =
        FOUND
            .lines()
            .map(line -> line.split(" "))
            .map(r -> new Found(r[0], Integer.parseInt(r[1]), box(r), Double.parseDouble(r[6])))
            .toList();
    Detections detections = new Detections(truths, found, 3);
    assertThat(detections.coco().ap()).isCloseTo(.074834, within(1e-6));
    assertThat(detections.coco().ap(.5)).isCloseTo(.434386, within(1e-6));
    assertThat(detections.coco().ap(.75)).isCloseTo(.009076, within(1e-6));
    assertThat(detections.meanAp(.5, Protocol.COCO)).isEqualTo(detections.coco().ap(.5));
  }

  private static Box box(String[] row) {
    double[] n = Arrays.stream(row, 2, 6).mapToDouble(Double::parseDouble).toArray();
    return new Box(n[0], n[1], n[2], n[3]);
  }

  @Test
  void nothingToFindHasNoScore() {
    List<Found> found = List.of(new Found("a", 0, UNIT, 1));
    List<Truth> crowd = List.of(new Truth("a", 0, UNIT, true));
    assertThat(twelve(new Detections(List.of(), found, 1).coco())).containsOnly(Double.NaN);
    assertThat(twelve(new Detections(crowd, found, 1).coco())).containsOnly(Double.NaN);
  }

  @Test
  void scoresOfOtherThresholdsAndLimitsAreRefused() {
    CocoScores scores = new Detections(List.of(), List.of(), 1).coco();
    assertThatThrownBy(() -> scores.ap(.3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("threshold: must be 0.5, 0.55, .. 0.95, got 0.3");
    assertThatThrownBy(() -> scores.ar(5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("recall: of 1, 10 or 100 boxes an image, got 5");
  }
}
