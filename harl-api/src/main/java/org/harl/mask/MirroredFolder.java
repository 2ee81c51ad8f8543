package org.harl.mask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;

/** A folder that mirrors that of the images: of {@code a/b.jpg} it has {@code a/b.png}. */
record MirroredFolder(Path folder) {
  /** Files that are held against their images. */
  private static final int FIRST = 3;

  /** What is made of a file's bytes. */
  interface Reading<T> {
    T of(String file, byte[] bytes) throws IOException;
  }

  MirroredFolder {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("masks: '" + folder.toAbsolutePath() + "' is not a folder");
    }
  }

  /** Where that of an image is, whether it is there or not. */
  Path file(String source) {
    int dot = source.lastIndexOf('.');
    String stem = dot > source.lastIndexOf('/') ? source.substring(0, dot) : source;
    return folder.resolve(stem + ".png");
  }

  /** Reads that of an image. */
  <T> T read(String source, Reading<T> reading) {
    Path file = file(source);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("masks: image '" + source + "' has no mask '" + file + "'");
    }
    try {
      return reading.of(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidInputException("masks: '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Holds the first few of some that are spread over the images against them, until one fits. One
   * that does not is left out of a run; where all do not, it need not begin.
   *
   * @param held throws an {@link InvalidInputException} where that of an image does not fit
   */
  void requireSizes(ImageSource images, Consumer<Image> held) {
    SpreadImages spread = new SpreadImages(images.size());
    InvalidInputException fault = null;
    for (int i = 0; i < Math.min(images.size(), FIRST); i++) {
      try {
        held.accept(images.read(spread.at(i)));
        return;
      } catch (InvalidInputException e) {
        fault = e;
      } catch (IOException e) {
        return; // the run says which images cannot be read
      }
    }
    if (fault != null) {
      throw fault;
    }
  }

  /** Refuses what is not of the image's size. */
  void requireSize(Image image, int width, int height) {
    if (width != image.width() || height != image.height()) {
      throw new InvalidInputException(
          "masks: '"
              + file(image.source())
              + "' has "
              + width
              + " x "
              + height
              + " pixels, image '"
              + image.source()
              + "' "
              + image.width()
              + " x "
              + image.height());
    }
  }
}
