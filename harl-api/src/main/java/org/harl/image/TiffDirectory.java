package org.harl.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The first directory of a TIFF file, or of the EXIF data of another (TIFF 6.0, section 2). */
public final class TiffDirectory {
  /** Bytes of an entry: its tag at 0, its type at 2, its count at 4, its value at 8. */
  private static final int ENTRY = 12;

  private static final int LEAST = 8;

  // types
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;

  private TiffDirectory() {}

  static boolean isTiff(byte[] bytes) {
    return begins(bytes, 42);
  }

  /** Whether it is a TIFF file whose places are numbers of 64 bits, which has other entries. */
  static boolean isBigTiff(byte[] bytes) {
    return begins(bytes, 43);
  }

  private static boolean begins(byte[] bytes, int version) {
    return bytes.length >= LEAST
        && (bytes[0] == 'I' && bytes[1] == 'I' && bytes[2] == version && bytes[3] == 0
            || bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && bytes[3] == version);
  }

  /** EXIF data without the name that JPEG files, and some others, have before it. */
  static ByteBuffer unnamed(ByteBuffer exif) {
    ByteBuffer name = ByteBuffer.wrap(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    ByteBuffer left = exif;
    while (left.limit() >= 6 && left.slice(0, 6).equals(name)) {
      left = left.slice(6, left.limit() - 6);
    }
    return left;
  }

  /**
   * Where the entries of a tag begin, in their order.
   *
   * @param tiff its byte order becomes the one that it names
   * @param tag 0..65535
   * @return positions in {@code tiff}; the whole entry is within its limit
   */
  public static IntStream entries(ByteBuffer tiff, int tag) {
    if (tiff.limit() < LEAST) {
      return IntStream.empty();
    }
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

  /**
   * {@return the first number of the first entry of a tag}
   *
   * @param tiff the directory's file or EXIF data, from its first byte
   * @param tag for example 274, the orientation
   * @param otherwise where there is no such entry, it has no whole number, or that lies beyond the
   *     end
   */
  public static int first(ByteBuffer tiff, int tag, int otherwise) {
    OptionalInt entry = entries(tiff, tag).findFirst();
    return entry.isPresent() ? number(tiff, entry.getAsInt(), otherwise) : otherwise;
  }

  /** The bytes of the first entry of a tag; empty where it has no bytes, or they are not there. */
  static Optional<ByteBuffer> bytes(ByteBuffer tiff, int tag) {
    OptionalInt found = entries(tiff, tag).findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int entry = found.getAsInt();
    int type = tiff.getShort(entry + 2);
    long count = Integer.toUnsignedLong(tiff.getInt(entry + 4));
    long at = count <= 4 ? entry + 8 : Integer.toUnsignedLong(tiff.getInt(entry + 8));
    return (type == BYTE || type == UNDEFINED) && at + count <= tiff.limit()
        ? Optional.of(tiff.slice((int) at, (int) count))
        : Optional.empty();
  }

  private static int number(ByteBuffer tiff, int entry, int otherwise) {
    int type = tiff.getShort(entry + 2);
    long count = Integer.toUnsignedLong(tiff.getInt(entry + 4));
    int size = type == SHORT ? 2 : type == LONG ? 4 : 1;
    long at = count * size <= 4 ? entry + 8 : Integer.toUnsignedLong(tiff.getInt(entry + 8));
    if (at + size > tiff.limit()) {
      return otherwise;
    }
    return switch (type) {
      case BYTE -> tiff.get((int) at) & 0xff;
      case SHORT -> Short.toUnsignedInt(tiff.getShort((int) at));
      case LONG -> tiff.getInt((int) at);
      default -> otherwise;
    };
  }
}
