package org.harl.mask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.InvalidInputException;
import org.harl.data.Image;
import org.harl.data.ImageDecoder;
import org.harl.data.ImageDecoders;

/**
 * {@code files}: mask files that mirror the images' folder: the mask of {@code a/b.jpg} is {@code
 * a/b.png}, of the image's size; brightness of 128 and more is foreground.
 */
public final class MaskFiles implements MaskProvider {
  private static final int THRESHOLD = 128;

  private final Path folder;
  private final ImageDecoder decoder = ImageDecoders.best();

  /**
   * The masks of a folder.
   *
   * @throws InvalidInputException if it is none
   */
  public MaskFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("masks: '" + folder.toAbsolutePath() + "' is not a folder");
    }
    this.folder = folder;
  }

  @Override
  public String name() {
    return "files";
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the file is missing, no image, or of another size
   */
  @Override
  public Mask mask(Image image) {
    String source = image.source();
    int dot = source.lastIndexOf('.');
    String stem = dot > source.lastIndexOf('/') ? source.substring(0, dot) : source;
    Path file = folder.resolve(stem + ".png");
    Image pixels = read(source, file);
    if (pixels.width() != image.width() || pixels.height() != image.height()) {
      throw new InvalidInputException(
          "masks: '"
              + file
              + "' has "
              + pixels.width()
              + " x "
              + pixels.height()
              + " pixels, image '"
              + source
              + "' "
              + image.width()
              + " x "
              + image.height());
    }
    byte[] cells = new byte[image.width() * image.height()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) ((pixels.rgb()[3 * i + 1] & 0xff) >= THRESHOLD ? 1 : 0);
    }
    return new Mask(image.width(), image.height(), cells);
  }

  private Image read(String source, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("masks: image '" + source + "' has no mask '" + file + "'");
    }
    try {
      return decoder.decode(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidInputException("masks: '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
