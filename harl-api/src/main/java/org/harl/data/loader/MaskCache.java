package org.harl.data.loader;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.jspecify.annotations.Nullable;

/**
 * Masks by image, one bit a pixel, and maps of labels, compressed, up to a number of bytes in all;
 * what comes later is not kept.
 */
final class MaskCache {
  private record Packed(int width, int height, byte[] bytes) {}

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Map<Integer, Packed> masks = new ConcurrentHashMap<>();
  private final Map<Integer, Packed> maps = new ConcurrentHashMap<>();

  MaskCache(long limitBytes) {
    limit = limitBytes;
  }

  @Nullable Mask get(int image) {
    Packed packed = masks.get(image);
    return packed == null ? null : unpack(packed);
  }

  @Nullable LabelMap labels(int image) {
    Packed packed = maps.get(image);
    return packed == null ? null : new LabelMap(packed.width, packed.height, inflated(packed));
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

  void put(int image, LabelMap map) {
    if (maps.containsKey(image) || used.get() >= limit) {
      return;
    }
    Packed packed = new Packed(map.width(), map.height(), deflated(map.labels()));
    int bytes = packed.bytes.length;
    if (used.addAndGet(bytes) > limit || maps.putIfAbsent(image, packed) != null) {
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
      cells[i] = (byte) (packed.bytes[i >> 3] >> (i & 7) & 1);
    }
    return new Mask(packed.width, packed.height, cells);
  }

  private static byte[] deflated(byte[] labels) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(labels);
      deflater.finish();
      byte[] out = new byte[64];
      int length = 0;
      while (!deflater.finished()) {
        out = length == out.length ? Arrays.copyOf(out, 2 * length) : out;
        length += deflater.deflate(out, length, out.length - length);
      }
      return Arrays.copyOf(out, length);
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(Packed packed) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed.bytes);
      byte[] labels = new byte[packed.width * packed.height];
      int length = inflater.inflate(labels);
      if (length < labels.length) {
        throw new IllegalStateException("label map of " + length + " of " + labels.length);
      }
      return labels;
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    } finally {
      inflater.end();
    }
  }
}
