package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.harl.image.Image;
import org.junit.jupiter.api.Test;

class ImageCacheTest {
  private final Image image = new Image("x", 2, 2, new byte[12]);

  @Test
  void sourceThatFitsIsKept() {
    ImageCache cache = new ImageCache(2, 24);
    cache.put(0, image);
    cache.put(0, image);
    cache.put(1, image);
    assertThat(cache.get(0)).isSameAs(image);
    assertThat(cache.get(1)).isSameAs(image);
  }

  @Test
  void sourceThatDoesNotFitIsLetGoWhole() {
    ImageCache cache = new ImageCache(3, 24);
    for (int i = 0; i < 3; i++) {
      cache.put(i, image);
    }
    assertThat(cache.get(0)).isNull();
    cache.put(0, image);
    assertThat(cache.get(0)).isNull();
  }
}
