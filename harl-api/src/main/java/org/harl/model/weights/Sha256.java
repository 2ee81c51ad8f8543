package org.harl.model.weights;

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
import org.harl.model.StateDict;

/** What tells files and weights from others. */
public final class Sha256 {
  private Sha256() {}

  /** {@return a digest of nothing yet} */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * {@return that of a file, 64 hexadecimal digits}
   *
   * @param file that is read to its end
   * @throws IOException if it cannot be
   */
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest);
  }

  /**
   * Adds a text in UTF-8.
   *
   * @param digest that is added to
   * @param text of any length
   */
  public static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds values in their order, with their names, types and shapes.
   *
   * @param digest that is added to
   * @param values of any names
   */
  public static void add(MessageDigest digest, StateDict values) {
    values
        .asMap()
        .forEach(
            (name, value) -> {
              add(digest, name + " " + value.type() + " " + value.shape() + "\n");
              digest.update(value.bytes());
            });
  }

  /**
   * {@return what was added, 64 hexadecimal digits}
   *
   * @param digest that begins anew
   */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
