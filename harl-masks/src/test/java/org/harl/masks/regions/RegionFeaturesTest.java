package org.harl.masks.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.harl.image.Image;
import org.harl.masks.drfi.DrfiMasks;
import org.harl.masks.pixels.Segmentation;
import org.junit.jupiter.api.Test;

/** A picture of 100 x 60 pixels, the left 40 columns black, the others white, in two regions. */
class RegionFeaturesTest {
  private static final int WIDTH = 100;
  private static final int HEIGHT = 60;
  private static final int SPLIT = 40;

  private final float[] features = features();

  private static float[] features() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    int[] labels = new int[WIDTH * HEIGHT];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % WIDTH < SPLIT ? 0 : 1;
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) (labels[i] == 0 ? 0 : 255);
      }
    }
    PixelFeatures pixels = DrfiMasks.pixels(new Image("halves", WIDTH, HEIGHT, rgb));
    return RegionFeatures.of(pixels, new Segmentation(2, labels));
  }

  /** Feature n of the paper, from 1, of a region. */
  private float feature(int region, int n) {
    return features[region * RegionFeatures.SIZE + n - 1];
  }

  @Test
  void contrastWithTheOnlyOtherRegionIsTheWholeDifference() {
    for (int region = 0; region < 2; region++) {
      for (int n : new int[] {1, 2, 3, 5, 11}) {
        assertThat(feature(region, n)).as("mean %d", n).isCloseTo(1, within(0.02f));
      }
      // no colour is in both; smoothing leaves two columns of other greys at the seam
      for (int n : new int[] {4, 8, 12}) {
        assertThat(feature(region, n)).as("chi squared %d", n).isCloseTo(1, within(0.05f));
      }
      assertThat(feature(region, 6)).as("a").isCloseTo(0, within(0.001f));
      assertThat(feature(region, 9)).as("hue").isZero();
    }
  }

  @Test
  void theBackgroundIsTheBorderWithBothColours() {
    // 15 rows above and below, 15 * 100 / 400 columns at the sides of the 30 rows between
    double black = 30 * 40 + 30 * 3;
    double white = 30 * 60 + 30 * 3;
    float lightness = (float) (white / (black + white));
    assertThat(feature(0, 30)).isCloseTo(lightness, within(0.02f));
    assertThat(feature(1, 30)).isCloseTo(1 - lightness, within(0.02f));
  }

  @Test
  void placesAreSharesOfTheImageWithYUpwards() {
    assertThat(feature(0, 59)).isCloseTo(19.5f / 99, within(1e-5f));
    assertThat(feature(1, 59)).isCloseTo(69.5f / 99, within(1e-5f));
    assertThat(feature(0, 60)).isCloseTo(0.5f, within(1e-5f));
    assertThat(feature(0, 61)).isCloseTo(3f / 99, within(1e-5f));
    assertThat(feature(0, 62)).isCloseTo(1 - 53f / 59, within(1e-5f));
    assertThat(feature(0, 63)).isCloseTo(35f / 99, within(1e-5f));
    assertThat(feature(0, 64)).isCloseTo(1 - 5f / 59, within(1e-5f));
  }

  @Test
  void perimeterAndAreasAreCounted() {
    assertThat(feature(0, 65)).isCloseTo(2f * (40 + 60) / 160, within(1e-5f));
    assertThat(feature(0, 92)).isCloseTo(0.4f, within(1e-5f));
    assertThat(feature(1, 92)).isCloseTo(0.6f, within(1e-5f));
    assertThat(feature(0, 93)).isCloseTo(0.6f, within(1e-5f));
  }

  @Test
  void regionsOfOneColourVaryLittle() {
    for (int n = 67; n <= 75; n++) {
      assertThat(feature(0, n)).as("variance %d", n).isCloseTo(0, within(0.01f));
    }
  }
}
