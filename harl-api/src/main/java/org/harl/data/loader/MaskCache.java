package org.harl.data.loader;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.harl.image.Mask;
import org.jspecify.annotations.Nullable;

/** Masks by image, one bit a pixel, up to a number of bytes; what comes later is not kept. */
final class MaskCache {
  private record Packed(int width, int height, byte[] bits) {}

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Map<Integer, Packed> masks = new ConcurrentHashMap<>();

  MaskCache(long limitBytes) {
    limit = limitBytes;
  }

  @Nullable Mask get(int image) {
    Packed packed = masks.get(image);
    return packed == null ? null : unpack(packed);
  }

  void put(int image, Mask mask) {
    int bytes = (mask.cells().length + 7) / 8;
    if (masks.containsKey(image)) {
      return;
    }
    if (used.addAndGet(bytes) > limit || masks.putIfAbsent(image, pack(mask, bytes)) != null) {
      used.addAndGet(-bytes);
    }
  }

  private static Packed pack(Mask mask, int bytes) {
    byte[] bits = new byte[bytes];
    for (int i = 0; i < mask.cells().length; i++) {
      bits[i >> 3] |= (byte) (mask.cells()[i] << (i & 7));
    }
    return new Packed(mask.width(), mask.height(), bits);
  }

  private static Mask unpack(Packed packed) {
    byte[] cells = new byte[packed.width * packed.height];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (packed.bits[i >> 3] >> (i & 7) & 1);
    }
    return new Mask(packed.width, packed.height, cells);
  }
}
