package org.harl.data;

import java.util.List;
import org.harl.error.InvalidInputException;

/**
 * That the images of a source lie in sequences which are read well from end to end, such as shards.
 * An epoch takes the sequences in an order that it draws, one behind the other, and hands their
 * images out through a shuffle buffer: of the next {@code buffer} images that have not been handed
 * out any may be the next.
 *
 * @param sizes images in each sequence, as the source numbers them one after the other
 * @param buffer images, at least 1
 */
public record ImageSequences(List<Integer> sizes, int buffer) {
  /**
   * Copies the sizes.
   *
   * @throws InvalidInputException if the buffer holds no image
   */
  public ImageSequences {
    sizes = List.copyOf(sizes);
    if (buffer < 1) {
      throw new InvalidInputException("shuffle buffer: must hold at least 1 image, got " + buffer);
    }
  }
}
