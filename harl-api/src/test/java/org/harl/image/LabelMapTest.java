package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;

class LabelMapTest {
  @Test
  void itsRegionsAreTheLabelsThatHaveAPixelAndNotNone() {
    byte[] labels = {(byte) 254, 3, (byte) 255, 0, 3, 3};
    assertThat(new LabelMap(3, 2, labels).regions()).containsExactly(0, 3, 254);
    assertThat(new LabelMap(1, 1, new byte[] {(byte) 255}).regions()).isEmpty();
  }

  @Test
  void aMaskIsAMapOfBackgroundAndForeground() {
    byte[] cells = {0, 1, 1};
    assertThat(LabelMap.of(new Mask(3, 1, cells))).isEqualTo(new LabelMap(3, 1, cells));
  }

  @Test
  void anotherNumberOfLabelsThanOfPixelsIsRefused() {
    assertThatThrownBy(() -> new LabelMap(3, 2, new byte[5]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("label map: 3 x 2 against 5 labels");
  }
}
