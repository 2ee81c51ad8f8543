package org.harl.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;

/**
 * Decoded pixels: interleaved 8-bit RGB, row-major, upright (EXIF orientation applied).
 *
 * <pre>{@code
 * Image photograph = Image.of(Path.of("photograph.jpg"));
 * Image upload = Image.of("upload 17", request.body());
 * float[] vector = embedder.embed(upload);
 * }</pre>
 *
 * @param source the file's path relative to its folder with forward slashes, or another name for
 *     messages
 * @param width pixels a row
 * @param height rows
 * @param rgb width * height * 3 bytes; not copied, not to be changed
 */
public record Image(String source, int width, int height, byte[] rgb) {
  /** What images are called that come without a name. */
  public static final String UNNAMED = "unnamed";

  /** Checks the size. */
  public Image {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new InvalidInputException(
          "image '"
              + source
              + "': "
              + width
              + " x "
              + height
              + " RGB against "
              + rgb.length
              + " bytes");
    }
  }

  /**
   * Decodes a file by the best decoder on the class path ({@link ImageDecoders#best}); messages
   * call it {@value #UNNAMED}.
   *
   * @param file the whole file: JPEG, PNG, BMP, TIFF or GIF, or WebP with harl-masks
   * @return the decoded image
   * @throws InvalidInputException if it is no image, damaged, cut short, or larger than is sane
   */
  public static Image of(byte[] file) {
    return of(UNNAMED, file);
  }

  /**
   * {@return the same under a name of the caller's}
   *
   * @param name what messages call it
   * @param file JPEG, PNG, BMP, TIFF or GIF, or WebP with harl-masks
   */
  public static Image of(String name, byte[] file) {
    try {
      return ImageDecoders.best().decode(name, file);
    } catch (IOException e) {
      throw fault(name, e);
    }
  }

  /**
   * Reads and decodes a file as {@link #of(byte[])}; its name is the path with forward slashes.
   *
   * @param file JPEG, PNG, BMP, TIFF or GIF, or WebP with harl-masks
   * @return the decoded image
   * @throws InvalidInputException if it cannot be read, is larger than {@link
   *     ImageDecoder#MOST_BYTES}, or is no image that can be decoded
   */
  public static Image of(Path file) {
    String name = file.toString().replace(file.getFileSystem().getSeparator(), "/");
    byte[] bytes;
    try {
      long size = Files.size(file);
      if (size > ImageDecoder.MOST_BYTES) {
        throw new IOException(size + " bytes; at most " + ImageDecoder.MOST_BYTES + " are read");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw fault(name, e);
    }
    return of(name, bytes);
  }

  /**
   * Copies a picture's pixels: colours as they are stored, as decoders have them; alpha is dropped,
   * grey repeated, more than 8 bits are cut to the highest 8, palettes are resolved. Messages call
   * it {@value #UNNAMED}.
   *
   * @param picture of any type
   * @return the decoded image
   * @throws InvalidInputException if it has more than {@link ImageDecoder#MOST_PIXELS} pixels
   */
  public static Image of(BufferedImage picture) {
    return of(UNNAMED, picture);
  }

  /**
   * {@return the same under a name of the caller's}
   *
   * @param name what messages call it
   * @param picture of any type
   */
  public static Image of(String name, BufferedImage picture) {
    try {
      ImageDecoder.checkSize(name, (long) picture.getWidth() * picture.getHeight());
    } catch (IOException e) {
      throw fault(name, e);
    }
    return new Image(name, picture.getWidth(), picture.getHeight(), PixelSamples.shown(picture));
  }

  /**
   * {@return the same pixels, which are shared, under another name}
   *
   * @param name what messages call it
   */
  public Image named(String name) {
    return new Image(name, width, height, rgb);
  }

  private static InvalidInputException fault(String name, IOException e) {
    String words = FileFaults.words(e);
    String quoted = "'" + name + "'";
    return new InvalidInputException(
        "image " + (words.startsWith(quoted) ? words : quoted + ": " + words), e);
  }

  /** Its size and name. */
  @Override
  public String toString() {
    return "image '" + source + "', " + width + " x " + height;
  }
}
