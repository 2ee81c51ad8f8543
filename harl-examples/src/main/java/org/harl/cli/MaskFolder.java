package org.harl.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.InvalidInputException;
import org.harl.data.Image;
import org.harl.mask.Mask;
import org.harl.mask.MaskProvider;

/**
 * Mask files that mirror the images' folder: the mask of {@code a/b.jpg} is {@code a/b.png}, of the
 * image's size; brightness of 128 and more is foreground.
 */
final class MaskFolder implements MaskProvider {
  private static final int THRESHOLD = 128;

  private final Path folder;

  MaskFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public Mask mask(Image image) {
    String source = image.source();
    int dot = source.lastIndexOf('.');
    Path file =
        folder.resolve(
            (dot > source.lastIndexOf('/') ? source.substring(0, dot) : source) + ".png");
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("masks: image '" + source + "' has no mask '" + file + "'");
    }
    BufferedImage pixels = read(file);
    if (pixels.getWidth() != image.width() || pixels.getHeight() != image.height()) {
      throw new InvalidInputException(
          "masks: '"
              + file
              + "' has "
              + pixels.getWidth()
              + " x "
              + pixels.getHeight()
              + " pixels, image '"
              + source
              + "' "
              + image.width()
              + " x "
              + image.height());
    }
    byte[] cells = new byte[image.width() * image.height()];
    for (int i = 0; i < cells.length; i++) {
      int rgb = pixels.getRGB(i % image.width(), i / image.width());
      cells[i] = (byte) ((rgb >> 8 & 0xff) >= THRESHOLD ? 1 : 0);
    }
    return new Mask(image.width(), image.height(), cells);
  }

  private static BufferedImage read(Path file) {
    try {
      BufferedImage pixels = ImageIO.read(file.toFile());
      if (pixels == null) {
        throw new InvalidInputException("masks: '" + file + "' is not an image");
      }
      return pixels;
    } catch (IOException e) {
      throw new InvalidInputException("masks: '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
