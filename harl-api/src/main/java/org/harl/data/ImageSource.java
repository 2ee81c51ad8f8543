package org.harl.data;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.harl.image.Image;
import org.harl.image.Mask;

/** A fixed, indexed collection of images. Thread-safe. */
public interface ImageSource {
  /** How long an image may take to be read and decoded, unless another limit is set. */
  Duration USUAL_TIME_LIMIT = Duration.ofMinutes(1);

  /** The number of images. */
  int size();

  /** The name of an image for messages and tables, unique, with forward slashes. */
  String name(int index);

  /**
   * Reads and decodes an image.
   *
   * @throws IOException if it cannot be read or decoded
   */
  Image read(int index) throws IOException;

  /** The class of an image, 0-based, where there are labels. */
  default OptionalInt label(int index) {
    return OptionalInt.empty();
  }

  /** The names of the classes by number, empty where there are no labels. */
  default List<String> classes() {
    return List.of();
  }

  /** The true mask of an image where the source has one. */
  default Optional<Mask> mask(int index) {
    return Optional.empty();
  }
}
