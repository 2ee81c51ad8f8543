package org.harl.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Text files as people have them: UTF-8 with or without a byte-order mark, lines that end in LF,
 * CRLF or CR. Other encodings are refused by name.
 */
public final class TextFiles {
  private static final String MARK = "\uFEFF";

  private TextFiles() {}

  /**
   * {@return the text without its mark, with lines that end in LF}
   *
   * @param what the file is, as messages begin: an option, or a kind of file
   * @param file text in UTF-8, with or without a mark
   * @throws InvalidInputException if it cannot be read, or is no text in UTF-8
   */
  public static String read(String what, Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          what + ": '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
    String other = otherEncoding(bytes);
    if (other != null) {
      throw new InvalidInputException(
          what + ": '" + file + "' is " + other + "; save it as text in UTF-8");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return (text.startsWith(MARK) ? text.substring(1) : text).replaceAll("\r\n?", "\n");
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          what
              + ": '"
              + file
              + "' has characters that are not in UTF-8 (Latin-1 or Windows-1252?); save it as text"
              + " in UTF-8",
          e);
    }
  }

  /**
   * {@return the lines without spaces around them, but for those that are blank}
   *
   * @param what the file is, as messages begin: an option, or a kind of file
   * @param file text in UTF-8, with or without a mark
   * @throws InvalidInputException as {@link #read}
   */
  public static List<String> lines(String what, Path file) {
    return read(what, file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** What holds bytes that no text in UTF-8 has: marks of other encodings, and zeros. */
  private static @Nullable String otherEncoding(byte[] bytes) {
    if (begins(bytes, 0xff, 0xfe, 0, 0) || begins(bytes, 0, 0, 0xfe, 0xff)) {
      return "in UTF-32";
    }
    if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) {
      return "in UTF-16";
    }
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    int most = Math.max(zeros[0], zeros[1]);
    if (most == 0) {
      return null;
    }
    // Latin letters in UTF-16 have a zero in one of their two bytes, binary files have some in both
    return most > bytes.length / 4 && Math.min(zeros[0], zeros[1]) == 0 ? "in UTF-16" : "no text";
  }

  private static boolean begins(byte[] bytes, int... with) {
    for (int i = 0; i < with.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != with[i]) {
        return false;
      }
    }
    return true;
  }
}
