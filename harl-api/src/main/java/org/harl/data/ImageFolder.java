package org.harl.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageDecoders;

/**
 * The images under a folder, folders in folders included: files that end in jpg, jpeg, jpe, jfif,
 * png, webp, bmp, tif, tiff or gif, in upper or lower case, sorted by code point of their path
 * relative to the folder. Names that start with a dot are left out; symbolic links are followed,
 * but not in circles. The class of an image is the first folder of its path; an image at the top
 * has none.
 */
public final class ImageFolder implements ImageSource {
  /** How names of image files end, in lower or upper case. */
  public static final List<String> EXTENSIONS = ImageFiles.EXTENSIONS;

  private final Path root;
  private final List<String> names;
  private final List<String> classes;
  private final ImageDecoder decoder;

  private ImageFolder(Path root, List<String> names, ImageDecoder decoder) {
    this.root = root;
    this.names = names;
    this.decoder = decoder;
    TreeSet<String> found = new TreeSet<>(ImageFiles::compareCodePoints);
    names.stream().filter(name -> name.indexOf('/') > 0).map(ImageFolder::top).forEach(found::add);
    classes = List.copyOf(found);
  }

  /**
   * {@return the images under a folder, read by the best decoder on the class path}
   *
   * @param folder a tree of image files; where all lie in folders directly below it, those are the
   *     classes
   * @throws InvalidInputException if it does not exist, is no folder, cannot be listed, or holds no
   *     image
   */
  public static ImageFolder of(Path folder) {
    return of(folder, ImageDecoders.best());
  }

  /**
   * {@return the images under a folder, read by this decoder}
   *
   * @param folder a tree of image files; where all lie in folders directly below it, those are the
   *     classes
   * @param decoder reads the files, from any thread
   * @throws InvalidInputException if it does not exist, is no folder, cannot be listed, or holds no
   *     image
   */
  public static ImageFolder of(Path folder, ImageDecoder decoder) {
    requireFolder(folder);
    List<String> names;
    try {
      names = ImageFiles.under(folder);
    } catch (IOException e) {
      throw new InvalidInputException(
          "image folder '" + folder + "' cannot be listed: " + FileFaults.words(e), e);
    }
    if (names.isEmpty()) {
      throw new InvalidInputException(
          "image folder '"
              + folder
              + "' holds no image; looked for files that end in "
              + String.join(", ", ImageFiles.EXTENSIONS)
              + ", in folders below it too");
    }
    return new ImageFolder(folder, names, decoder);
  }

  private static void requireFolder(Path folder) {
    if (!Files.exists(folder)) {
      throw new InvalidInputException(
          "image folder '" + folder + "' does not exist; looked in " + folder.toAbsolutePath());
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "image folder '" + folder + "' is a file; give the folder that holds the images");
    }
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
    return read(root, name(index), decoder);
  }

  /**
   * Reads an image under a folder.
   *
   * @param folder that the name starts from
   * @param name its path below the folder, with forward slashes
   * @param decoder reads the files, from any thread
   * @return the decoded image
   * @throws IOException if it is not there, is too large, or cannot be decoded
   */
  public static Image read(Path folder, String name, ImageDecoder decoder) throws IOException {
    byte[] bytes;
    try {
      Path path = folder.resolve(name);
      long size = Files.size(path);
      if (size > ImageDecoder.MOST_BYTES) {
        throw new IOException(size + " bytes; at most " + ImageDecoder.MOST_BYTES + " are read");
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      String gone = "'" + name + "' is no longer in '" + folder + "'";
      String fault = FileFaults.missing(name, gone);
      throw new IOException(fault.equals(gone) ? gone : "'" + name + "': " + fault, e);
    }
    return decoder.decode(name, bytes);
  }

  /**
   * Visits the images under a folder, the same that {@link #of(Path)} finds, without holding their
   * names: in no order, for trees of any size.
   *
   * @param folder a tree of image files
   * @param visitor receives each path below the folder, with forward slashes
   * @throws InvalidInputException if it is no folder or cannot be listed
   */
  public static void visit(Path folder, Consumer<String> visitor) {
    requireFolder(folder);
    try {
      ImageFiles.visit(folder, visitor);
    } catch (IOException e) {
      throw new InvalidInputException(
          "image folder '" + folder + "' cannot be listed: " + FileFaults.words(e), e);
    }
  }

  /** The names of the classes, sorted by code point; empty where all images are at the top. */
  @Override
  public List<String> classes() {
    return classes;
  }

  /** The index in {@link #classes} of the image's class, empty for an image at the top. */
  @Override
  public OptionalInt label(int index) {
    String name = name(index);
    return name.indexOf('/') < 0
        ? OptionalInt.empty()
        : OptionalInt.of(
            Collections.binarySearch(classes, top(name), ImageFiles::compareCodePoints));
  }

  private static String top(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  @Override
  public String toString() {
    return "image folder '" + root + "', " + size() + " images";
  }
}
