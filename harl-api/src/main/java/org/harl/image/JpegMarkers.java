package org.harl.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What ImageIO does not say about a JPEG file: whether it was cut short (it fills the rest with
 * grey), its EXIF data and its inks (ITU T.81, annex B; EXIF 2.32; Adobe technical note 5116). What
 * follows the end of the image belongs to somebody else, such as the film of a motion photograph.
 */
public final class JpegMarkers {
  private static final int SCAN = 0xDA;
  private static final int END = 0xD9;
  private static final int APPLICATION_1 = 0xE1;
  private static final int ADOBE = 0xEE;

  /** Its place in Adobe's segment, from the marker. */
  private static final int ADOBE_TRANSFORM = 15;

  /** The place of the number of components in a frame's segment, from the marker. */
  private static final int FRAME_COMPONENTS = 9;

  private static final byte[] EXIF_NAME = {'E', 'x', 'i', 'f', 0, 0};
  private static final byte[] XMP_NAME =
      "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);

  private JpegMarkers() {}

  /**
   * Refuses a JPEG file that was cut short; other files pass.
   *
   * @param source what to call the file in messages
   * @param bytes the whole file
   * @throws IOException if no end of image follows its last scan
   */
  public static void checkComplete(String source, byte[] bytes) throws IOException {
    if (isJpeg(bytes) && find(bytes, at -> marker(bytes, at) == END) < 0) {
      throw new IOException("'" + source + "' is cut short: no end of image marker");
    }
  }

  static boolean isJpeg(byte[] bytes) {
    return bytes.length > 3 && (bytes[0] & 0xff) == 0xFF && (bytes[1] & 0xff) == 0xD8;
  }

  /** The EXIF data, without its name. */
  static Optional<ByteBuffer> exif(byte[] bytes) {
    int at = before(bytes, i -> isApplication(bytes, i, EXIF_NAME));
    return at < 0 ? Optional.empty() : Optional.of(unnamed(bytes, at, EXIF_NAME));
  }

  /** The XMP data, without its name; of several the last. */
  static Optional<ByteBuffer> xmp(byte[] bytes) {
    int[] last = {-1};
    before(
        bytes,
        i -> {
          last[0] = isApplication(bytes, i, XMP_NAME) ? i : last[0];
          return false;
        });
    return last[0] < 0 ? Optional.empty() : Optional.of(unnamed(bytes, last[0], XMP_NAME));
  }

  private static boolean isApplication(byte[] bytes, int at, byte[] name) {
    return marker(bytes, at) == APPLICATION_1 && named(bytes, at, name);
  }

  private static ByteBuffer unnamed(byte[] bytes, int at, byte[] name) {
    int from = 4 + name.length;
    return ByteBuffer.wrap(bytes).slice(at + from, length(bytes, at) + 2 - from);
  }

  /** Whether there are four components: cyan, magenta, yellow and black. */
  static boolean hasInks(byte[] bytes) {
    int frame = isJpeg(bytes) ? before(bytes, at -> isFrame(marker(bytes, at))) : -1;
    return frame >= 0
        && length(bytes, frame) + 2 > FRAME_COMPONENTS
        && bytes[frame + FRAME_COMPONENTS] == 4;
  }

  /** Whether the first three inks are stored as luminance and chrominance. */
  static boolean inksAreLuminance(byte[] bytes) {
    int at = before(bytes, i -> marker(bytes, i) == ADOBE && named(bytes, i, ADOBE_NAME));
    return at >= 0 && length(bytes, at) + 2 > ADOBE_TRANSFORM && bytes[at + ADOBE_TRANSFORM] != 0;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean named(byte[] bytes, int at, byte[] name) {
    return length(bytes, at) + 2 >= 4 + name.length
        && ByteBuffer.wrap(bytes, at + 4, name.length).equals(ByteBuffer.wrap(name));
  }

  private static int marker(byte[] bytes, int at) {
    return bytes[at + 1] & 0xff;
  }

  /** Of a segment, its own two bytes included. */
  private static int length(byte[] bytes, int at) {
    return (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
  }

  /** The first of the markers before the first scan that is wanted; -1 if there is none. */
  private static int before(byte[] bytes, IntPredicate wanted) {
    int at = find(bytes, i -> marker(bytes, i) == SCAN || wanted.test(i));
    return at >= 0 && wanted.test(at) ? at : -1;
  }

  /** The first of the image's markers that is wanted; -1 if there is none up to the image's end. */
  private static int find(byte[] bytes, IntPredicate wanted) {
    boolean scanned = false;
    for (int at = next(bytes, 2); at >= 0; ) {
      int marker = marker(bytes, at);
      boolean whole = at + 4 <= bytes.length && at + 2 + length(bytes, at) <= bytes.length;
      boolean alone = isAlone(marker, scanned);
      if ((alone || whole) && wanted.test(at)) {
        return at;
      }
      if (marker == END || !alone && !whole) {
        return -1;
      }
      scanned |= marker == SCAN;
      at = next(bytes, at + 2 + (alone ? 0 : length(bytes, at)));
    }
    return -1;
  }

  /** Within scans, what can only be damage is passed over as decoders pass over it. */
  private static boolean isAlone(int marker, boolean scanned) {
    boolean bare = marker < 0xC0 || marker >= 0xD0 && marker <= END;
    return bare || scanned && (isFrame(marker) || marker >= 0xF0 && marker < 0xFE);
  }

  /** The next marker; bytes that are none, stuffed zeros and fill bytes are passed over. */
  private static int next(byte[] bytes, int from) {
    for (int at = from; at + 1 < bytes.length; at++) {
      int marker = marker(bytes, at);
      if ((bytes[at] & 0xff) == 0xFF && marker != 0 && marker != 0xFF) {
        return at;
      }
    }
    return -1;
  }
}
