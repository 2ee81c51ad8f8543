package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.harl.draw.Draws;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;

class MaskCacheTest {
  private static Mask random(int width, int height, long seed) {
    byte[] cells = new byte[width * height];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) Draws.ofSeed(seed).below(i, 2);
    }
    return new Mask(width, height, cells);
  }

  @Test
  void maskComesBackAsItWas() {
    MaskCache cache = new MaskCache(1000);
    Mask odd = random(13, 7, 1);
    cache.put(4, odd);
    assertThat(cache.get(4)).isEqualTo(odd);
    assertThat(cache.get(3)).isNull();
  }

  @Test
  void aMapOfLabelsComesBackAsItWasAndSharesTheLimitWithMasks() {
    MaskCache cache = new MaskCache(300);
    byte[] labels = new byte[64 * 64];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i / 256 * 17);
    }
    LabelMap map = new LabelMap(64, 64, labels);
    cache.put(4, map);
    assertThat(cache.labels(4)).isEqualTo(map);
    assertThat(cache.labels(3)).isNull();
    assertThat(cache.get(4)).isNull();
    cache.put(5, random(40, 59, 1));
    assertThat(cache.get(5)).isNull();
    cache.put(6, random(8, 8, 1));
    assertThat(cache.get(6)).isEqualTo(random(8, 8, 1));
  }

  @Test
  void maskBeyondTheLimitIsNotKeptAndThoseBeforeAre() {
    MaskCache cache = new MaskCache(20);
    cache.put(0, random(8, 10, 1));
    cache.put(0, random(8, 10, 1));
    cache.put(1, random(8, 11, 2));
    cache.put(2, random(8, 10, 3));
    assertThat(cache.get(0)).isEqualTo(random(8, 10, 1));
    assertThat(cache.get(1)).isNull();
    assertThat(cache.get(2)).isEqualTo(random(8, 10, 3));
  }
}
