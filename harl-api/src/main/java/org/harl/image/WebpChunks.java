package org.harl.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The chunks of a WebP file (RFC 9649). */
final class WebpChunks {
  private static final int FIRST = 12;
  private static final int HEADER = 8;

  // of a chunk VP8X: that there is such data
  private static final int HAS_EXIF = 8;
  private static final int HAS_XMP = 4;

  private WebpChunks() {}

  static boolean isWebp(byte[] bytes) {
    return bytes.length > FIRST + HEADER
        && text(bytes, 0).equals("RIFF")
        && text(bytes, 8).equals("WEBP");
  }

  /** The EXIF data, if the header says that there is any. */
  static Optional<ByteBuffer> exif(byte[] bytes) {
    return find(bytes, "EXIF", HAS_EXIF);
  }

  /** The XMP data, if the header says that there is any. */
  static Optional<ByteBuffer> xmp(byte[] bytes) {
    return find(bytes, "XMP ", HAS_XMP);
  }

  private static Optional<ByteBuffer> find(byte[] bytes, String type, int flag) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (!text(bytes, FIRST).equals("VP8X") || (file.get(FIRST + HEADER) & flag) == 0) {
      return Optional.empty();
    }
    long end = Math.min(bytes.length, HEADER + Integer.toUnsignedLong(file.getInt(4)));
    for (long at = FIRST; at + HEADER <= end; ) {
      long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
      if (text(bytes, (int) at).equals(type) && at + HEADER + length <= end) {
        return Optional.of(ByteBuffer.wrap(bytes).slice((int) at + HEADER, (int) length));
      }
      at += HEADER + length + (length & 1);
    }
    return Optional.empty();
  }

  private static String text(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}
