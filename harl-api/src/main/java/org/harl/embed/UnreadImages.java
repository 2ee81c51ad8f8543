package org.harl.embed;

import java.io.IOException;
import org.harl.data.ImageSource;
import org.harl.data.reading.CorruptImages;
import org.harl.error.HarlException;
import org.slf4j.LoggerFactory;

/** Is told of images that cannot be read. */
public interface UnreadImages {
  /**
   * Takes note of one.
   *
   * @param image its index in the source
   * @param cause why it cannot be read
   * @throws IOException if embedding is to end with it
   */
  void accept(int image, IOException cause) throws IOException;

  /**
   * {@return one that names each image in a warning, once, and throws {@link HarlException} when
   * they are more than 1% of the source}
   *
   * @param images of which few may be left out
   */
  static UnreadImages few(ImageSource images) {
    CorruptImages corrupt =
        new CorruptImages(images, false, LoggerFactory.getLogger(Embedder.class));
    return (image, cause) -> {
      corrupt.add(image, cause);
      if (corrupt.tooMany()) {
        throw new HarlException("embedder: " + corrupt.fault(cause), cause);
      }
    };
  }
}
