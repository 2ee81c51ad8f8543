package org.harl.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The chunks of a WebP file (RFC 9649). */
final class WebpChunks {
  private static final int FIRST = 12;
  private static final int HEADER = 8;

  /** Of a chunk VP8X: that EXIF data is there. */
  private static final int HAS_EXIF = 8;

  private WebpChunks() {}

  static boolean isWebp(byte[] bytes) {
    return bytes.length > FIRST + HEADER
        && text(bytes, 0).equals("RIFF")
        && text(bytes, 8).equals("WEBP");
  }

  /** The EXIF data, if the header says that there is any. */
  static Optional<ByteBuffer> exif(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (!text(bytes, FIRST).equals("VP8X") || (file.get(FIRST + HEADER) & HAS_EXIF) == 0) {
      return Optional.empty();
    }
    long end = Math.min(bytes.length, HEADER + Integer.toUnsignedLong(file.getInt(4)));
    for (long at = FIRST; at + HEADER <= end; ) {
      long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
      if (text(bytes, (int) at).equals("EXIF") && at + HEADER + length <= end) {
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
