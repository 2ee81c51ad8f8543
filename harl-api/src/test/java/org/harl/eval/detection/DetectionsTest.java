package org.harl.eval.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.eval.detection.Detections.Found;
import org.harl.eval.detection.Detections.Protocol;
import org.harl.eval.detection.Detections.Truth;
import org.junit.jupiter.api.Test;

/**
 * The worked example is that of Padilla, Netto and da Silva, "A Survey on Performance Metrics for
 * Object-Detection Algorithms", IWSSIP 2020, section IV: image, score, x, y, width, height.
 */
class DetectionsTest {
  private static final String FOUND =
      """
      1 .88 5 67 31 48
      1 .70 119 111 40 67
      1 .80 124 9 49 67
      2 .71 64 111 64 58
      2 .54 26 140 60 47
      2 .74 19 18 43 35
      3 .18 109 15 77 39
      3 .67 86 63 46 45
      3 .38 160 62 36 53
      3 .91 105 131 47 47
      3 .44 18 148 40 44
      4 .35 83 28 28 26
      4 .78 28 68 42 67
      4 .45 87 89 25 39
      4 .14 10 155 60 26
      5 .62 50 38 28 46
      5 .44 95 11 53 28
      5 .95 29 131 72 29
      5 .23 29 163 72 29
      6 .45 43 48 74 38
      6 .84 17 155 29 35
      6 .43 95 110 25 42
      7 .48 16 20 101 88
      7 .95 33 116 37 49
      """;
  private static final String TRUE =
      """
      1 25 16 38 56
      1 129 123 41 62
      2 123 11 43 55
      2 38 132 59 45
      3 16 14 35 48
      3 123 30 49 44
      3 99 139 47 47
      4 53 42 40 52
      4 154 43 31 34
      5 59 31 44 51
      5 48 128 34 52
      6 36 89 52 76
      6 62 58 44 67
      7 28 31 55 63
      7 58 67 50 58
      """;

  private static Box box(String[] row, int from) {
    double[] n = new double[4];
    for (int i = 0; i < 4; i++) {
      n[i] = Double.parseDouble(row[from + i]);
    }
    return new Box(n[0], n[1], n[2], n[3]);
  }

  private static Detections example() {
    List<Truth> truths =
        TRUE.lines()
            .map(line -> line.split(" "))
            .map(row -> new Truth(row[0], 0, box(row, 1), false))
            .toList();
    List<Found> found =
        FOUND
            .lines()
            .map(line -> line.split(" "))
            .map(row -> new Found(row[0], 0, box(row, 2), Double.parseDouble(row[1])))
            .toList();
    return new Detections(truths, found, 1);
  }

  @Test
  void publishedExampleHasThePublishedAreaUnderItsCurve() {
    assertThat(example().ap(0, 0.3, Protocol.VOC2012)).isCloseTo(.2456, within(1e-4));
  }

  @Test
  void publishedExampleHasThePublishedMeanOfElevenPrecisions() {
    assertThat(example().ap(0, 0.3, Protocol.VOC2007)).isCloseTo(.2684, within(1e-4));
  }

  private static final Box UNIT = new Box(0, 0, 10, 10);
  private static final Box AWAY = new Box(50, 50, 10, 10);

  /** Overlap 80 of 120: an IoU of 2/3. */
  private static final Box MOVED = new Box(2, 0, 10, 10);

  @Test
  void apIsTheMeanOverTenThresholds() {
    Detections exact = of(List.of(new Found("a", 0, UNIT, 1)));
    assertThat(exact.coco().ap()).isEqualTo(1);
    // found at .5, .55, .6 and .65, missed at the other six
    Detections moved = of(List.of(new Found("a", 0, MOVED, 1)));
    assertThat(moved.coco().ap()).isCloseTo(.4, within(1e-12));
    assertThat(moved.meanAp(.5, Protocol.COCO)).isEqualTo(1);
    assertThat(moved.meanAp(.75, Protocol.COCO)).isZero();
  }

  private static Detections of(List<Found> found) {
    return new Detections(List.of(new Truth("a", 0, UNIT, false)), found, 2);
  }

  @Test
  void secondBoxOnTheSameObjectIsWrong() {
    // by hand: precision 1 at recall 1, whatever comes after; before it, 1/2
    List<Found> after = List.of(new Found("a", 0, UNIT, .9), new Found("a", 0, UNIT, .8));
    assertThat(of(after).ap(0, .5, Protocol.VOC2012)).isEqualTo(1);
    List<Found> before = List.of(new Found("a", 0, AWAY, .9), new Found("a", 0, UNIT, .8));
    assertThat(of(before).ap(0, .5, Protocol.VOC2012)).isEqualTo(.5);
  }

  @Test
  void boxInACrowdCountsNeitherWay() {
    List<Truth> truths = List.of(new Truth("a", 0, UNIT, false), new Truth("a", 0, AWAY, true));
    Found inCrowd = new Found("a", 0, new Box(52, 52, 4, 4), .9);
    Detections crowded = new Detections(truths, List.of(inCrowd, new Found("a", 0, UNIT, .8)), 1);
    assertThat(crowded.ap(0, .5, Protocol.COCO)).isEqualTo(1);
  }

  @Test
  void onlyAHundredBoxesOfAnImageCount() {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      found.add(new Found("a", 0, AWAY, .9));
    }
    found.add(new Found("a", 0, UNIT, .8));
    assertThat(of(found).ap(0, .5, Protocol.COCO)).isZero();
  }

  @Test
  void vocCountsAllBoxesOfAnImage() {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < 199; i++) {
      found.add(new Found("a", 0, AWAY, .9));
    }
    found.add(new Found("a", 0, UNIT, .8));
    assertThat(of(found).ap(0, .5, Protocol.VOC2012)).isCloseTo(1 / 200.0, within(1e-12));
  }

  @Test
  void vocTakesTheTruthOfLargestOverlapThoughItIsFoundAlready() {
    List<Truth> truths =
        List.of(
            new Truth("a", 0, new Box(0, 0, 40, 40), false),
            new Truth("a", 0, new Box(10, 0, 40, 40), false));
    List<Found> found =
        List.of(
            new Found("a", 0, new Box(0, 0, 40, 40), .9),
            new Found("a", 0, new Box(4, 0, 40, 40), .8));
    Detections detections = new Detections(truths, found, 1);
    assertThat(detections.meanAp(.5, Protocol.VOC2007)).isCloseTo(6 / 11.0, within(1e-12));
    assertThat(detections.meanAp(.5, Protocol.VOC2012)).isEqualTo(.5);
    assertThat(detections.meanAp(.5, Protocol.COCO)).isEqualTo(1);
  }

  @Test
  void vocCountsThePixelsOfBothEnds() {
    // 2 x 1 pixels of 3 x 1: an overlap of 2/3; without the ends 1/2
    Detections ends =
        new Detections(
            List.of(new Truth("a", 0, new Box(0, 0, 2, 0), false)),
            List.of(new Found("a", 0, new Box(0, 0, 1, 0), 1)),
            1);
    assertThat(ends.ap(0, .6, Protocol.VOC2012)).isEqualTo(1);
    assertThat(ends.ap(0, .7, Protocol.VOC2012)).isZero();
  }

  @Test
  void vocIgnoresABoxOnADifficultObject() {
    List<Truth> truths = List.of(new Truth("a", 0, UNIT, false), new Truth("a", 0, AWAY, true));
    List<Found> found =
        List.of(
            new Found("a", 0, AWAY, .9), new Found("a", 0, AWAY, .9), new Found("a", 0, UNIT, .8));
    assertThat(new Detections(truths, found, 1).ap(0, .5, Protocol.VOC2012)).isEqualTo(1);
  }

  @Test
  void scoreThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new Found("a", 0, UNIT, Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("found: the score of a box of 'a' is NaN");
  }

  @Test
  void confusionHasAPlaceForNothing() {
    List<Truth> truths = List.of(new Truth("a", 0, UNIT, false), new Truth("b", 1, UNIT, false));
    List<Found> found = List.of(new Found("a", 1, MOVED, .9), new Found("a", 0, AWAY, .6));
    assertThat(new Detections(truths, found, 2).confusion().counts())
        .isDeepEqualTo(new long[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
  }

  @Test
  void labelThatIsNoClassIsRefused() {
    assertThatThrownBy(() -> new Detections(List.of(new Truth("a", 2, UNIT, false)), List.of(), 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("labels in 0..1");
  }
}
