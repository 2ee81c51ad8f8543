package org.harl.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;

/**
 * Images that are decoded already, with their masks or without.
 *
 * @param images under names that differ
 * @param masks one an image, or none at all
 */
record ImagesInMemory(List<Image> images, List<Mask> masks) implements ImageSource {
  ImagesInMemory {
    if (images.isEmpty()) {
      throw new InvalidInputException("image list: it holds no image; give one at least");
    }
    images = differing(images);
    masks = List.copyOf(masks);
    if (!masks.isEmpty()) {
      requireOfImages(images, masks);
    }
  }

  /** A name that is taken already is followed by the image's place, from 1. */
  private static List<Image> differing(List<Image> images) {
    Set<String> taken = new HashSet<>();
    List<Image> named = new ArrayList<>();
    images.forEach(image -> taken.add(image.source()));
    Set<String> met = new HashSet<>();
    for (Image image : images) {
      named.add(
          met.add(image.source()) ? image : image.named(free(image, named.size() + 1, taken)));
    }
    return List.copyOf(named);
  }

  private static String free(Image image, int place, Set<String> taken) {
    String name = image.source() + " (" + place + ")";
    while (!taken.add(name)) {
      name += "'";
    }
    return name;
  }

  private static void requireOfImages(List<Image> images, List<Mask> masks) {
    if (masks.size() != images.size()) {
      throw new InvalidInputException(
          "image list: "
              + images.size()
              + " images against "
              + masks.size()
              + " masks; give one for each image");
    }
    for (int i = 0; i < masks.size(); i++) {
      Image image = images.get(i);
      Mask mask = masks.get(i);
      if (mask.width() != image.width() || mask.height() != image.height()) {
        throw new InvalidInputException(
            "image list: the mask of "
                + image
                + ", is "
                + mask.width()
                + " x "
                + mask.height()
                + "; give one of the image's size");
      }
    }
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String name(int index) {
    return images.get(index).source();
  }

  @Override
  public Image read(int index) {
    return images.get(index);
  }

  @Override
  public Optional<Mask> mask(int index) {
    return masks.isEmpty() ? Optional.empty() : Optional.of(masks.get(index));
  }

  @Override
  public String toString() {
    return images.size() + " images in memory" + (masks.isEmpty() ? "" : " with their masks");
  }
}
