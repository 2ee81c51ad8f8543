package org.harl.masks.regions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.harl.image.Image;
import org.harl.masks.Pictures;
import org.harl.masks.pixels.PixelEdges;
import org.harl.masks.pixels.Segmentation;
import org.junit.jupiter.api.Test;

class SegmentationTest {
  /** Grey values in a row of squares of that side. */
  private static Image squares(int side, int... greys) {
    int width = side * greys.length;
    byte[] rgb = new byte[3 * width * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) greys[i / 3 % width / side];
    }
    return new Image("squares", width, side, rgb);
  }

  private static Segmentation of(Image image, float k, int least) {
    return new EvenRegions(PixelEdges.of(image, 0.01), k).ofAtLeast(least);
  }

  @Test
  void areasOfOneColourAreRegionsInReadingOrder() {
    Segmentation segmentation = of(squares(6, 10, 200, 90), 100, 1);
    assertThat(segmentation.count()).isEqualTo(3);
    assertThat(IntStream.range(0, 18).map(x -> segmentation.labels()[x]))
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
  }

  @Test
  void aLargerKJoinsRegionsWhoseDifferenceIsBelowKOverTheirSize() {
    // two squares of 36 pixels, 20 grey levels apart: sqrt(3) 20 = 34.6 against 0 + k / 36
    Image image = squares(6, 100, 120);
    assertThat(of(image, 36 * 34, 1).count()).isEqualTo(2);
    assertThat(of(image, 36 * 35, 1).count()).isEqualTo(1);
  }

  @Test
  void regionsThatAreTooSmallJoinTheMostAlikeNeighbour() {
    // 16 pixels each: the middle is nearer to the right
    Segmentation segmentation = of(squares(4, 0, 140, 200), 10, 17);
    assertThat(segmentation.labels()[4]).isEqualTo(segmentation.labels()[8]);
    assertThat(of(squares(4, 0, 140, 200), 10, 16).count()).isEqualTo(3);
  }

  @Test
  void aSinglePixelIsARegion() {
    assertThat(SegmentationLevel.segmentations(Pictures.flat(1, 1, 7)))
        .hasSize(15)
        .allSatisfy(level -> assertThat(level.count()).isEqualTo(1));
  }
}
