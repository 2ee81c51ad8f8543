package org.harl.cli.files;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;

/**
 * A file that is there whole or stays as it was: it is written beside its name, which it gets in
 * one move. What is no regular file, such as {@code /dev/stdout}, is written to as it is.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What is written. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes it.
   *
   * @throws HarlException if the file system refuses; it names the file
   */
  static void write(Path file, Content content) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        stream(file, content);
        return;
      }
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Path aside = target.resolveSibling("." + target.getFileName() + ".partial");
      try {
        stream(aside, content);
        Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** Writes a picture as PNG. */
  public static void write(Path file, BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(
        file,
        out -> {
          ImageIO.write(picture, "png", bytes);
          bytes.writeTo(out);
        });
  }

  /** Writes text in UTF-8. */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is said of a file that cannot be written. */
  public static HarlException unwritten(Path file, IOException e) {
    return new HarlException("'" + file + "' cannot be written: " + FileFaults.writing(e), e);
  }

  private static void stream(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.writeTo(out);
    }
  }
}
