package org.harl.masks.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskProviders;
import org.harl.masks.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FelzenszwalbMasksTest {
  private final MaskProvider usual = MaskProviders.find("felzenszwalb");

  /** Every pixel of another colour. */
  private static Image noise(int side) {
    byte[] rgb = new byte[3 * side * side];
    new Random(4).nextBytes(rgb);
    return new Image("noise", side, side, rgb);
  }

  @ParameterizedTest
  @CsvSource({"224, 224", "64, 48", "32, 32", "900, 700"})
  void aDiscAndItsGroundAreRegionsOfTheirOwnAtAnySize(int width, int height) {
    LabelMap map = usual.labels(Pictures.disc(width, height));
    int corner = map.labels()[0];
    int middle = map.labels()[(int) (0.55 * height) * width + (int) (0.45 * width)];
    assertThat(middle).isNotEqualTo(corner);
    int wrong = 0;
    for (int i = 0; i < map.labels().length; i++) {
      boolean inside = Pictures.inDisc(i % width, i / width, width, height);
      wrong += (map.labels()[i] == middle) == inside ? 0 : 1;
    }
    assertThat(wrong).isLessThan(map.labels().length / 20);
  }

  @Test
  void noRegionIsSmallerThanTheLeast() {
    LabelMap map = usual.with("scale=1,min=1200").labels(noise(224));
    int[] areas = new int[256];
    for (byte label : map.labels()) {
      areas[label & 0xff]++;
    }
    assertThat(map.regions().length).isGreaterThan(10);
    int least = (int) Math.ceil(1200.0 * 224 * 224 / (500 * 375));
    for (int region : map.regions()) {
      assertThat(areas[region]).isGreaterThanOrEqualTo(least);
    }
  }

  @Test
  void aMapNeverHasMoreRegionsThanItHasLabels() {
    LabelMap map = usual.with("scale=0.001,min=1").labels(noise(224));
    assertThat(map.regions().length).isBetween(60, 255);
    assertThat(map.labels()).doesNotContain((byte) LabelMap.NONE);
  }

  @Test
  void aLargerScaleGivesFewerRegions() {
    Image image = noise(100);
    int few = usual.with("scale=100000,min=200").labels(image).regions().length;
    int many = usual.with("scale=1,min=200").labels(image).regions().length;
    assertThat(few).isLessThan(many);
  }

  @Test
  void itKnowsHowManyRegionsAMapHasAtMost() {
    ImageSource any = null;
    assertThat(usual.mostRegions(any, 16)).isEqualTo(187);
    assertThat(usual.with("min=10").mostRegions(any, 16)).isEqualTo(255);
    assertThat(usual.with("min=5000").mostRegions(any, 16)).isEqualTo(37);
  }

  @Test
  void theMaskIsTheLargestRegion() {
    Image image = Pictures.disc(224, 224);
    byte[] cells = usual.mask(image).cells();
    byte[] labels = usual.labels(image).labels();
    for (int i = 0; i < cells.length; i++) {
      assertThat(cells[i] == 1).isEqualTo(labels[i] == labels[0]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "felzenszwalb:scale=0|mask provider 'felzenszwalb': scale must be above 0 and min at least 1, got 0.0 and 1000",
        "felzenszwalb:min=0|mask provider 'felzenszwalb': scale must be above 0 and min at least 1, got 1000.0 and 0",
        "felzenszwalb:scale=x|mask provider 'felzenszwalb,scale=x': 'x' is no number for 'scale'",
        "felzenszwalb:size=3|mask provider 'felzenszwalb,size=3': 'size=3' is none of scale=NUMBER and min=N"
      })
  void settingsThatMeanNothingAreRefused(String name, String fault) {
    assertThatThrownBy(() -> MaskProviders.find(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(fault);
  }

  @Test
  void runsAreComparedByItsSettings() {
    assertThat(MaskChoice.of(new FelzenszwalbMasks(300, 500)).name())
        .isEqualTo("felzenszwalb:scale=300.0,min=500");
  }
}
