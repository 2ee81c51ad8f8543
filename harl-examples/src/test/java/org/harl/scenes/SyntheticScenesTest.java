package org.harl.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;

class SyntheticScenesTest {
  private final SyntheticScenes scenes = new SyntheticScenes(1, 100);

  @Test
  void aSceneDependsOnSeedAndIndexOnly() {
    assertThat(new SyntheticScenes(1, 50).read(17).rgb()).isEqualTo(scenes.read(17).rgb());
    assertThat(new SyntheticScenes(1, 50).mask(17)).isEqualTo(scenes.mask(17));
    assertThat(new SyntheticScenes(2, 50).read(17).rgb()).isNotEqualTo(scenes.read(17).rgb());
  }

  @Test
  void theFirstScenesNeverChange() {
    assertThat(IntStream.range(0, 3).map(i -> Arrays.hashCode(scenes.read(i).rgb())).toArray())
        .containsExactly(139835822, 1919260742, -2068115752);
  }

  @Test
  void labelsTakeTurns() {
    int[] count = new int[SyntheticScenes.LABELS];
    IntStream.range(0, 100).forEach(i -> count[scenes.label(i).orElseThrow()]++);
    assertThat(count).hasSize(10).containsOnly(10);
  }

  @Test
  void theObjectCoversPartOfEachScene() {
    for (int i = 0; i < scenes.size(); i++) {
      Mask mask = scenes.mask(i).orElseThrow();
      assertThat(mask.width()).isEqualTo(SyntheticScenes.SIDE);
      assertThat(mask.coverage()).as(scenes.name(i)).isBetween(0.1, 0.7);
    }
  }

  @Test
  void theMeanColourDoesNotTellTheLabel() {
    double[][] mean = new double[SyntheticScenes.LABELS][3];
    double[] spread = new double[3];
    SyntheticScenes many = new SyntheticScenes(3, 1000);
    for (int i = 0; i < many.size(); i++) {
      byte[] rgb = many.read(i).rgb();
      for (int channel = 0; channel < 3; channel++) {
        double value = mean(rgb, channel);
        mean[many.label(i).orElseThrow()][channel] += value / 100;
        spread[channel] += (value - 128) * (value - 128) / many.size();
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      int c = channel;
      double[] means = Arrays.stream(mean).mapToDouble(m -> m[c]).toArray();
      double range = Arrays.stream(means).max().orElse(0) - Arrays.stream(means).min().orElse(0);
      assertThat(range).isLessThan(Math.sqrt(spread[channel]));
    }
  }

  private static double mean(byte[] rgb, int channel) {
    long sum = 0;
    for (int i = channel; i < rgb.length; i += 3) {
      sum += rgb[i] & 0xff;
    }
    return sum * 3.0 / rgb.length;
  }

  @Test
  void anIndexOutsideIsRefused() {
    assertThatThrownBy(() -> scenes.read(100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("scene 100 of 100");
    assertThatThrownBy(() -> new SyntheticScenes(1, 0)).isInstanceOf(InvalidInputException.class);
  }
}
