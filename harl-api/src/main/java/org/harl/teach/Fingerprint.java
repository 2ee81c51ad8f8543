package org.harl.teach;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.model.weights.Sha256;

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
    try {
      return Sha256.of(file).substring(0, DIGITS);
    } catch (IOException e) {
      throw new InvalidInputException(
          "teacher '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  /**
   * {@return that of values, their names and shapes}
   *
   * @param values in their order
   */
  public static String of(StateDict values) {
    MessageDigest digest = Sha256.digest();
    Sha256.add(digest, values);
    return Sha256.hex(digest).substring(0, DIGITS);
  }
}
