package org.harl.teach;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;

/** What tells a teacher's weights from others in its text: the first 16 digits of a SHA-256. */
public final class Fingerprint {
  private static final int DIGITS = 16;

  private Fingerprint() {}

  /**
   * {@return that of a file}
   *
   * @param file that is read to its end
   * @throws InvalidInputException if it cannot be read
   */
  public static String of(Path file) {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new InvalidInputException(
          "teacher '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
    return text(digest);
  }

  /**
   * {@return that of values, their names and shapes}
   *
   * @param values in their order
   */
  public static String of(StateDict values) {
    MessageDigest digest = sha256();
    values
        .asMap()
        .forEach(
            (name, value) -> {
              String head = name + " " + value.type() + " " + value.shape() + "\n";
              digest.update(head.getBytes(StandardCharsets.UTF_8));
              digest.update(value.bytes());
            });
    return text(digest);
  }

  private static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
