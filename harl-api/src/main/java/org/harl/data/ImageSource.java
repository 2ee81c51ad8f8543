package org.harl.data;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;

/**
 * A fixed, indexed collection of images: a folder ({@link ImageFolder}), a list, or what an
 * application has in memory. Thread-safe.
 *
 * <pre>{@code
 * List<Image> products = catalogue.stream().map(product -> Image.of(product.picture())).toList();
 * float[][] vectors = harl.embed(encoder, ImageSource.of(products));
 * }</pre>
 */
public interface ImageSource {
  /** How long an image may take to be read and decoded, unless another limit is set. */
  Duration USUAL_TIME_LIMIT = Duration.ofMinutes(1);

  /**
   * {@return images in memory, in this order, without classes and masks} Where two have the same
   * name, the second is called by its place too: {@code unnamed (2)}.
   *
   * @param images at least one; the list is copied, pixels are not
   * @throws InvalidInputException if there is none
   */
  static ImageSource of(List<Image> images) {
    return new ImagesInMemory(images, List.of());
  }

  /**
   * {@return images in memory with their masks}
   *
   * @param images at least one; the list is copied, pixels are not
   * @param masks one an image, in the same order and of the image's size
   * @throws InvalidInputException if there is no image, more or fewer masks than images, or a mask
   *     of another size than its image
   */
  static ImageSource of(List<Image> images, List<Mask> masks) {
    if (masks.isEmpty() && !images.isEmpty()) {
      throw new InvalidInputException(
          "image list: " + images.size() + " images against no masks; give one for each image");
    }
    return new ImagesInMemory(images, masks);
  }

  /** {@return the number of images} */
  int size();

  /**
   * {@return the name of an image for messages and tables, unique, with forward slashes}
   *
   * @param index of the image, from 0
   */
  String name(int index);

  /**
   * Reads and decodes an image.
   *
   * @param index of the image in its source, from 0
   * @return the decoded image, of any size
   * @throws IOException if it cannot be read or decoded
   */
  Image read(int index) throws IOException;

  /**
   * {@return the class of an image, 0-based, where there are labels}
   *
   * @param index of the image in its source, from 0
   */
  default OptionalInt label(int index) {
    return OptionalInt.empty();
  }

  /** {@return the names of the classes by number, empty where there are no labels} */
  default List<String> classes() {
    return List.of();
  }

  /**
   * {@return the true mask of an image where the source has one}
   *
   * @param index of the image in its source, from 0
   */
  default Optional<Mask> mask(int index) {
    return Optional.empty();
  }

  /**
   * {@return whether the source has a true mask of an image, without reading it where that can be
   * told}
   *
   * @param index of the image in its source, from 0
   */
  default boolean hasMask(int index) {
    return mask(index).isPresent();
  }

  /**
   * {@return the sequences that the images lie in, where these are read better than in any order;
   * empty (default) where one image is as near as another}
   */
  default Optional<ImageSequences> sequences() {
    return Optional.empty();
  }
}
