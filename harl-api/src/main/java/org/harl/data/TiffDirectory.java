package org.harl.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** The first directory of a TIFF file, or of the EXIF data of another (TIFF 6.0, section 2). */
public final class TiffDirectory {
  /** Bytes of an entry: its tag at 0, its type at 2, its value at 8. */
  private static final int ENTRY = 12;

  private TiffDirectory() {}

  /**
   * Where the entries of a tag begin, in their order.
   *
   * @param tiff 8 bytes or more; its byte order becomes the one that it names
   * @param tag 0..65535
   * @return positions in {@code tiff}; the whole entry is within its limit
   */
  public static IntStream entries(ByteBuffer tiff, int tag) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return IntStream.empty();
    }
    int first = (int) directory + 2;
    int count = Short.toUnsignedInt(tiff.getShort((int) directory));
    return IntStream.range(0, Math.min(count, (tiff.limit() - first) / ENTRY))
        .map(i -> first + ENTRY * i)
        .filter(entry -> Short.toUnsignedInt(tiff.getShort(entry)) == tag);
  }
}
