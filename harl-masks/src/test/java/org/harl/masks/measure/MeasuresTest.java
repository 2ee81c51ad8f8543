package org.harl.masks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.harl.error.InvalidInputException;
import org.harl.image.Mask;
import org.harl.masks.saliency.Saliency;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static final Mask TRUTH = new Mask(4, 1, new byte[] {1, 1, 0, 0});

  private static Measures of(float... map) {
    byte[] cells = new byte[map.length];
    for (int i = 0; i < map.length; i++) {
      cells[i] = (byte) (map[i] > 0.5 ? 1 : 0);
    }
    Measures measures = new Measures();
    measures.add(new Saliency(4, 1, map), new Mask(4, 1, cells), TRUTH);
    return measures;
  }

  @Test
  void truthItselfIsPerfect() {
    Measures measures = of(1, 1, 0, 0);
    assertThat(measures.maxF()).isEqualTo(1);
    assertThat(measures.meanAbsoluteError()).isZero();
    assertThat(measures.intersectionOverUnion()).isEqualTo(1);
  }

  @Test
  void handWorkedCase() {
    // at 0.8: precision 1/2, recall 1/2; at 0.6: 2/3 and 1; at 0: 1/2 and 1
    Measures measures = of(.8f, .6f, .8f, 0);
    assertThat(measures.maxF()).isCloseTo(1.3 * (2 / 3.0) / (.3 * 2 / 3.0 + 1), within(1e-12));
    assertThat(measures.meanAbsoluteError()).isCloseTo((.2 + .4 + .8 + 0) / 4, within(1e-12));
    assertThat(measures.intersectionOverUnion()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void adaptiveFIsTakenAtTwiceTheMean() {
    // the mean is 0.3: one pixel is at 0.6 or above, and right
    assertThat(of(.6f, .2f, .2f, .2f).adaptiveF()).isCloseTo(1.3 * .5 / (.3 + .5), within(1e-12));
    // the mean is 0.55: nothing is at 1 or above
    assertThat(of(.8f, .6f, .8f, 0).adaptiveF()).isZero();
  }

  private static double structure(byte[] truth, float... map) {
    return StructureMeasure.of(new Saliency(map.length, 1, map).toBytes(), truth, map.length);
  }

  @Test
  void structureOfHandWorkedCases() {
    // objects: 1.4 / (0.49 + 1 + sqrt(0.02)) and 1.2 / (0.36 + 1 + sqrt(0.32)), half each;
    // regions: the truth is even in both parts, the map in none
    double object = (1.4 / (1.49 + Math.sqrt(.02)) + 1.2 / (1.36 + Math.sqrt(.32))) / 2;
    assertThat(structure(new byte[] {1, 1, 0, 0}, .8f, .6f, .8f, 0))
        .isCloseTo(object / 2, within(1e-9));
    // objects: 1.6 / 1.64 twice; regions: both even in both parts
    assertThat(structure(new byte[] {1, 0, 0, 0}, .8f, .2f, .2f, .2f))
        .isCloseTo((1.6 / 1.64 + 1) / 2, within(1e-9));
    // the centre is column 2; left part: means 0.6 and 0.5, variances 0.08 and 0.5, covariance 0.2
    object = 1.4 / (1.49 + Math.sqrt(.02)) * 2 / 3 + 1.2 / 1.36 / 3;
    double region = 4 * .6 * .5 * .2 / ((.36 + .25) * (.08 + .5)) * 2 / 3 + 1 / 3.0;
    assertThat(structure(new byte[] {1, 0, 1}, .8f, .4f, .6f))
        .isCloseTo((object + region) / 2, within(1e-9));
  }

  @Test
  void structureOfAnEmptyOrAFullTruthIsHowEmptyOrFullTheMapIs() {
    assertThat(structure(new byte[3], .8f, .4f, .6f)).isCloseTo(.4, within(1e-9));
    assertThat(structure(new byte[] {1, 1, 1}, .8f, .4f, .6f)).isCloseTo(.6, within(1e-9));
    assertThat(structure(new byte[] {1, 0, 1}, 1, 0, 1)).isCloseTo(1, within(1e-9));
  }

  @Test
  void structureOfAPerfectMapIsOneWhateverBandOrBoxTheTruthIs() {
    for (int size = 2; size <= 11; size++) {
      for (int from = 0; from < size; from++) {
        for (int to = from + 1; to <= size; to++) {
          assertThat(perfect(size, 0, size, from, to)).isEqualTo(1);
          assertThat(perfect(size, from, to, 0, size)).isEqualTo(1);
          assertThat(perfect(size, from, to, size / 2, size / 2 + 1)).isEqualTo(1);
        }
      }
    }
    // one pixel of a million
    assertThat(perfect(1000, 400, 401, 300, 301)).isEqualTo(1);
  }

  private static double perfect(int size, int left, int right, int top, int bottom) {
    byte[] truth = new byte[size * size];
    byte[] grey = new byte[size * size];
    for (int y = top; y < bottom; y++) {
      Arrays.fill(truth, y * size + left, y * size + right, (byte) 1);
      Arrays.fill(grey, y * size + left, y * size + right, (byte) 255);
    }
    return StructureMeasure.of(grey, truth, size);
  }

  @Test
  void mapThatChoosesNothingAtAThresholdHasNoPrecisionThere() {
    Measures measures = new Measures();
    measures.add(new Saliency(4, 1, new float[] {1, 0, 0, 0}), TRUTH, TRUTH);
    measures.add(new Saliency(4, 1, new float[4]), TRUTH, TRUTH);
    // above 0: P = (1 + 0) / 2, R = (1/2 + 0) / 2, F = .406; at 0: P = 1/2, R = 1
    assertThat(measures.maxF()).isCloseTo(1.3 * .5 / (.3 * .5 + 1), within(1e-12));
  }

  @Test
  void truthWithoutForegroundCountsAsTheFieldsToolsCountIt() {
    Measures measures = new Measures();
    Mask none = new Mask(4, 1, new byte[4]);
    measures.add(new Saliency(4, 1, new float[] {.8f, .6f, .8f, 0}), TRUTH, none);
    assertThat(measures.maxF()).isZero();
    assertThat(measures.adaptiveF()).isZero();
    assertThat(measures.structure()).isCloseTo(.45, within(1e-9));
    assertThat(measures.meanAbsoluteError()).isCloseTo(.55, within(1e-9));
    assertThat(measures.intersectionOverUnion()).isZero();
    measures.add(new Saliency(4, 1, new float[4]), none, none);
    assertThat(measures.intersectionOverUnion()).isEqualTo(.5);
    assertThat(measures.structure()).isCloseTo(.725, within(1e-9));
    measures.add(new Saliency(4, 1, new float[] {1, 1, 0, 0}), TRUTH, TRUTH);
    assertThat(measures.maxF()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void otherSizesAreRefused() {
    Saliency map = new Saliency(4, 1, new float[4]);
    Mask none = new Mask(4, 1, new byte[4]);
    Mask other = new Mask(2, 2, new byte[] {1, 1, 0, 0});
    assertThatThrownBy(() -> new Measures().add(map, none, other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("measures: 4 x 1 against a truth of 2 x 2");
  }

  @Test
  void saliencyThatIsNoNumberIsRefusedWithItsPlace() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Saliency(2, 2, new float[] {0, 1, 0, value}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "saliency: the value in column 1 of row 1 is %s; give numbers in 0..1", value);
    }
  }
}
