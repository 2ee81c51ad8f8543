package org.harl.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageDecoders;

/** Labelled images that a list names, such as the rows of a CSV file; in the order of the list. */
public final class ListedImages implements ImageSource {
  private final Path root;
  private final List<String> names;
  private final int[] labels;
  private final List<String> classes;
  private final ImageDecoder decoder;

  private ListedImages(
      Path root, List<String> names, int[] labels, List<String> classes, ImageDecoder decoder) {
    this.root = root;
    this.names = names;
    this.labels = labels;
    this.classes = classes;
    this.decoder = decoder;
  }

  /**
   * One image of a list.
   *
   * @param path below the folder, or absolute; with forward slashes, or with backslashes where no
   *     file has such a name
   * @param label the name of its class
   */
  public record Entry(String path, String label) {}

  /**
   * {@return the images of a list, read by the best decoder on the class path} An image that is
   * listed again with the same class counts once.
   *
   * @param folder that the paths start from
   * @param entries paths with their classes, in the order wanted
   * @throws InvalidInputException if there are none, or an image is listed with two classes
   */
  public static ListedImages of(Path folder, List<Entry> entries) {
    Map<String, String> listed = new HashMap<>();
    List<String> names = new ArrayList<>();
    TreeSet<String> classes = new TreeSet<>(ImageFiles::compareCodePoints);
    for (Entry entry : entries) {
      String path = slashes(folder, entry.path);
      String before = listed.putIfAbsent(path, entry.label);
      if (before == null) {
        names.add(path);
        classes.add(entry.label);
      } else if (!before.equals(entry.label)) {
        throw new InvalidInputException(
            "image list: '"
                + path
                + "' is listed with two classes, '"
                + before
                + "' and '"
                + entry.label
                + "'; keep one");
      }
    }
    if (names.isEmpty()) {
      throw new InvalidInputException("image list: it names no image");
    }
    List<String> sorted = List.copyOf(classes);
    int[] labels = names.stream().mapToInt(name -> place(sorted, listed.get(name))).toArray();
    return new ListedImages(folder, List.copyOf(names), labels, sorted, ImageDecoders.best());
  }

  private static String slashes(Path folder, String path) {
    boolean asItIs = path.indexOf('\\') < 0 || Files.exists(folder.resolve(path));
    return asItIs ? path : path.replace('\\', '/');
  }

  private static int place(List<String> sorted, String label) {
    return Collections.binarySearch(sorted, label, ImageFiles::compareCodePoints);
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public String name(int index) {
    return names.get(index);
  }

  /**
   * {@return the file of an image}
   *
   * @param index of the image in its source, from 0
   */
  public Path path(int index) {
    return root.resolve(names.get(index));
  }

  @Override
  public Image read(int index) throws IOException {
    return ImageFolder.read(root, name(index), decoder);
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.of(labels[index]);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public String toString() {
    return "image list in '" + root + "', " + size() + " images";
  }
}
