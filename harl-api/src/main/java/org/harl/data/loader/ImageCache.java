package org.harl.data.loader;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.harl.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * The decoded images of a small source. Keeps all or nothing: once they need more than the limit,
 * everything is let go and nothing is kept again.
 */
final class ImageCache {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private volatile @Nullable AtomicReferenceArray<@Nullable Image> images;

  ImageCache(int size, long limitBytes) {
    limit = limitBytes;
    images = limitBytes > 0 ? new AtomicReferenceArray<>(size) : null;
  }

  @Nullable Image get(int index) {
    AtomicReferenceArray<@Nullable Image> kept = images;
    return kept == null ? null : kept.get(index);
  }

  void put(int index, Image image) {
    AtomicReferenceArray<@Nullable Image> kept = images;
    if (kept != null
        && kept.compareAndSet(index, null, image)
        && used.addAndGet(image.rgb().length) > limit) {
      images = null;
    }
  }
}
