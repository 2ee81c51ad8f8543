package org.harl.masks.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinarisationTest {
  @Test
  void thresholdLiesBetweenTwoHeaps() {
    byte[] grey = {10, 11, 12, 10, (byte) 200, (byte) 201, (byte) 199};
    assertThat(Binarisation.otsu(grey)).isEqualTo(12);
  }

  @Test
  void evenImageHasNothingAboveItsThreshold() {
    assertThat(Binarisation.otsu(new byte[] {7, 7, 7})).isEqualTo(255);
  }

  @Test
  void specksUnderOnePercentAreDropped() {
    byte[] cells = new byte[20 * 20];
    cells[0] = 1; // 3 of 400 cells
    cells[1] = 1;
    cells[20] = 1;
    cells[105] = 1; // 4 cells in a row
    cells[106] = 1;
    cells[107] = 1;
    cells[108] = 1;
    cells[21 + 200] = 1; // touches nothing but at a corner
    cells[20 + 240] = 1;
    Components.dropBelow(0.01, cells, 20);
    assertThat(cells[0] + cells[1] + cells[20] + cells[221] + cells[260]).isZero();
    assertThat(cells[105] + cells[106] + cells[107] + cells[108]).isEqualTo(4);
  }

  @Test
  void partDoesNotGoRoundTheEdge() {
    byte[] cells = new byte[10 * 10];
    cells[9] = 1;
    cells[10] = 1;
    Components.dropBelow(0.02, cells, 10);
    assertThat(cells).containsOnly(0);
  }
}
