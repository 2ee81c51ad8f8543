package org.harl.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;

/** Some images of a source, with the classes of all. */
public final class ImageSubset implements ImageSource {
  private final ImageSource source;
  private final int[] indices;

  /**
   * Takes images out of a source.
   *
   * @param source where they are read from
   * @param indices of the images in the source, in the order wanted
   * @throws InvalidInputException if there are none, or one is not in the source
   */
  public ImageSubset(ImageSource source, int... indices) {
    if (indices.length == 0 || Arrays.stream(indices).anyMatch(i -> i < 0 || i >= source.size())) {
      throw new InvalidInputException(
          "image subset: needs indices within 0.."
              + (source.size() - 1)
              + ", got "
              + indices.length
              + " of them");
    }
    this.source = source;
    this.indices = indices.clone();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public String name(int index) {
    return source.name(indices[index]);
  }

  @Override
  public Image read(int index) throws IOException {
    return source.read(indices[index]);
  }

  @Override
  public OptionalInt label(int index) {
    return source.label(indices[index]);
  }

  @Override
  public Optional<Mask> mask(int index) {
    return source.mask(indices[index]);
  }

  @Override
  public boolean hasMask(int index) {
    return source.hasMask(indices[index]);
  }

  @Override
  public List<String> classes() {
    return source.classes();
  }

  @Override
  public String toString() {
    return size() + " images of " + source;
  }
}
