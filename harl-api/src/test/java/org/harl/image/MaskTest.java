package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
  @Test
  void coverageIsTheShareOfOnes() {
    assertThat(new Mask(2, 2, new byte[] {1, 0, 0, 0}).coverage()).isEqualTo(.25);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "-1, 255", "-128, 128", "127, 127"})
  void cellThatIsNeitherZeroNorOneIsRefusedWithItsPlace(byte cell, String shown) {
    assertThatThrownBy(() -> new Mask(2, 3, new byte[] {1, 0, 0, 0, 0, cell}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mask: the cell in column 1 of row 2 is %s; give 1 for foreground and 0 for background",
            shown);
  }

  @Test
  void sizeThatOverflowsIsRefused() {
    assertThatThrownBy(() -> new Mask(65_536, 65_536, new byte[0]))
        .hasMessage("mask: 65536 x 65536 against 0 cells");
  }
}
