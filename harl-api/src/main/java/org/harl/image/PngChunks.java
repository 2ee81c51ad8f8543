package org.harl.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The chunks of a PNG file (third edition, section 5) up to its end; what follows that belongs to
 * somebody else.
 */
public final class PngChunks {
  private static final int SIGNATURE = 0x89504e47;
  private static final int FIRST = 8;

  /** Bytes of a chunk beside its data: length, type and checksum. */
  private static final int FRAME = 12;

  private static final String END = "IEND";
  private static final Set<String> TEXTS = Set.of("tEXt", "zTXt", "iTXt");

  /** The name of the text that ImageMagick keeps EXIF data in, as hexadecimal digits. */
  private static final byte[] RAW_PROFILE =
      "Raw profile type exif\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] XMP = "XML:com.adobe.xmp\0".getBytes(StandardCharsets.ISO_8859_1);

  /** Lines before the digits: an empty one, the kind, the number of bytes. */
  private static final int RAW_HEADER = 3;

  private static final int MOST_TEXT = 1 << 20;

  private PngChunks() {}

  static boolean isPng(byte[] bytes) {
    return bytes.length >= FIRST + FRAME && ByteBuffer.wrap(bytes).getInt(0) == SIGNATURE;
  }

  /**
   * Refuses a PNG file with a chunk that does not end before the file does; other files pass.
   *
   * @param source what to call the file in messages
   * @param bytes the whole file
   * @throws IOException if there is one before the end of the image
   */
  public static void checkComplete(String source, byte[] bytes) throws IOException {
    long at = isPng(bytes) ? FIRST : bytes.length;
    boolean ended = false;
    while (at + FRAME <= bytes.length && !ended) {
      ended = type(bytes, (int) at).equals(END);
      at += FRAME + length(bytes, (int) at);
    }
    if (at > bytes.length) {
      throw new IOException("'" + source + "' is cut short: a chunk of it ends at byte " + at);
    }
  }

  /** Whether a chunk of this type is there. */
  static boolean has(byte[] bytes, String type) {
    return find(bytes, at -> type(bytes, at).equals(type)) >= 0;
  }

  /**
   * The EXIF data: an eXIf chunk, or else a text that holds a profile; before the image or after.
   */
  static Optional<ByteBuffer> exif(byte[] bytes) {
    int at = find(bytes, i -> type(bytes, i).equals("eXIf"));
    if (at >= 0) {
      return Optional.of(ByteBuffer.wrap(bytes).slice(at + 8, (int) length(bytes, at)));
    }
    int text = find(bytes, i -> isText(bytes, i, RAW_PROFILE));
    return text < 0 ? Optional.empty() : raw(text(bytes, text, RAW_PROFILE));
  }

  /** The XMP data in a text, before the image or after; of several the last. */
  static Optional<ByteBuffer> xmp(byte[] bytes) {
    int[] last = {-1};
    find(
        bytes,
        i -> {
          last[0] = isText(bytes, i, XMP) ? i : last[0];
          return false;
        });
    return last[0] < 0
        ? Optional.empty()
        : Optional.of(StandardCharsets.ISO_8859_1.encode(text(bytes, last[0], XMP)));
  }

  private static boolean isText(byte[] bytes, int at, byte[] name) {
    return TEXTS.contains(type(bytes, at))
        && length(bytes, at) > name.length
        && ByteBuffer.wrap(bytes, at + 8, name.length).equals(ByteBuffer.wrap(name));
  }

  /** Empty where it is damaged. */
  private static String text(byte[] bytes, int at, byte[] name) {
    int end = at + 8 + (int) length(bytes, at);
    int value = at + 8 + name.length;
    boolean compressed = type(bytes, at).equals("zTXt");
    if (compressed) {
      value++; // the method
    } else if (type(bytes, at).equals("iTXt")) {
      compressed = bytes[value] == 1;
      value = after(bytes, after(bytes, value + 2, end), end); // language, name in it
    }
    byte[] stored = Arrays.copyOfRange(bytes, Math.min(value, end), end);
    return new String(compressed ? inflated(stored) : stored, StandardCharsets.ISO_8859_1);
  }

  private static int after(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != 0) {
      at++;
    }
    return at + 1;
  }

  private static byte[] inflated(byte[] stored) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored);
      byte[] text = new byte[MOST_TEXT];
      return Arrays.copyOf(text, inflater.inflate(text));
    } catch (DataFormatException e) {
      return new byte[0];
    } finally {
      inflater.end();
    }
  }

  private static Optional<ByteBuffer> raw(String text) {
    String digits = text.lines().skip(RAW_HEADER).map(String::strip).collect(Collectors.joining());
    try {
      return Optional.of(ByteBuffer.wrap(HexFormat.of().parseHex(digits)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // damaged
    }
  }

  /** Where the first whole chunk that is wanted begins; -1 if there is none up to the end. */
  private static int find(byte[] bytes, IntPredicate wanted) {
    long at = FIRST;
    while (at + FRAME <= bytes.length && at + FRAME + length(bytes, (int) at) <= bytes.length) {
      if (wanted.test((int) at)) {
        return (int) at;
      }
      if (type(bytes, (int) at).equals(END)) {
        return -1;
      }
      at += FRAME + length(bytes, (int) at);
    }
    return -1;
  }

  private static long length(byte[] bytes, int at) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(at));
  }

  private static String type(byte[] bytes, int at) {
    return new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
  }
}
