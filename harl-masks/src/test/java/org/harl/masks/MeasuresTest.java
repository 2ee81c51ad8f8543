package org.harl.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.harl.InvalidInputException;
import org.harl.mask.Mask;
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
  void truthWithoutForegroundAndOtherSizesAreRefused() {
    Saliency map = new Saliency(4, 1, new float[4]);
    Mask none = new Mask(4, 1, new byte[4]);
    assertThatThrownBy(() -> new Measures().add(map, none, none))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("measures: the truth has no foreground");
    Mask other = new Mask(2, 2, new byte[] {1, 1, 0, 0});
    assertThatThrownBy(() -> new Measures().add(map, none, other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("measures: a map of 4 x 1 against a truth of 2 x 2");
  }
}
