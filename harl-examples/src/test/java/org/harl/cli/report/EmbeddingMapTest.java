package org.harl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingMapTest {
  private static EmbeddingMap map(int images, double spread) {
    float[][] features = new float[images][40];
    for (int i = 0; i < images; i++) {
      for (int d = 0; d < 40; d++) {
        features[i][d] = (float) (1 + spread * Math.sin(3 * i + d));
      }
    }
    return new EmbeddingMap(features);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fewImagesHaveNoMapOfNeighbourhoods(int images) {
    EmbeddingMap map = map(images, 1);
    assertThat(map.principalComponents()).hasDimensions(images, 30);
    assertThat(map.neighbourhoods()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 9, 30, 90})
  void moreImagesHaveOne(int images) {
    assertThat(map(images, 1).neighbourhoods()).isPresent();
  }

  @Test
  void imagesWithTheSameFeaturesHaveMaps() {
    for (int images : new int[] {2, 4, 30}) {
      EmbeddingMap map = map(images, 0);
      assertThat(map.principalComponents()).hasDimensions(images, 30);
      assertThat(map.neighbourhoods()).isEmpty();
    }
  }
}
