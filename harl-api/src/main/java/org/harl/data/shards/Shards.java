package org.harl.data.shards;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.harl.data.ImageSequences;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageDecoders;
import org.harl.image.Mask;
import org.harl.image.MaskPicture;
import org.jspecify.annotations.Nullable;

/**
 * Images in tar archives of WebDataset's layout: members whose paths agree up to the first dot of
 * their last part, the key, are one sample. {@code key.jpg} (or what else {@link
 * org.harl.data.ImageFolder} reads) is its image, {@code key.mask.png} its mask as {@link
 * MaskPicture} reads it, {@code key.cls} the number of its class in decimal digits; other members
 * are passed over. {@code classes.txt} beside the archives names the classes from 0 on, a line
 * each; without it their numbers are their names.
 *
 * <p>Archives are ordered by their paths, samples as they lie; a sample is called {@code
 * archive.tar/key}. Opening them reads the headers, several archives at a time, and keeps where
 * members lie, about 40 bytes for a sample; images are read where they lie. Classes are read when
 * they are first asked for.
 */
public final class Shards implements ImageSource {
  /** The shuffle buffer that is taken where none is named, in images. */
  public static final int BUFFER = 4096;

  /** The file beside shards that names the classes from 0 on, a line each. */
  public static final String CLASSES = "classes.txt";

  private final Path folder;
  private final List<Shard> shards;
  private final int[] starts;
  private final int buffer;
  private final ImageDecoder decoder = ImageDecoders.best();
  private @Nullable ShardLabels labels;

  private Shards(Path folder, List<Shard> shards, int buffer) {
    this.folder = folder;
    this.shards = shards;
    this.buffer = buffer;
    starts = new int[shards.size() + 1];
    for (int i = 0; i < shards.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], shards.get(i).size());
    }
  }

  /**
   * {@return the images of shards, with a shuffle buffer of {@link #BUFFER} images}
   *
   * @param named a tar archive, a folder of them, or a pattern such as {@code shards/*.tar}
   * @throws InvalidInputException as {@link #of(Path, int)}
   */
  public static Shards of(Path named) {
    return of(named, BUFFER);
  }

  /**
   * {@return the images of shards}
   *
   * @param named a tar archive, a folder of them, or a pattern such as {@code shards/*.tar}, in the
   *     form of {@link java.nio.file.FileSystem#getPathMatcher}
   * @param buffer images that are shuffled at a time, at least 1, {@link ImageSequences}
   * @throws InvalidInputException if there are none, one is no tar archive, compressed or cut off,
   *     holds no image, or has a key without an image or with two
   */
  public static Shards of(Path named, int buffer) {
    new ImageSequences(List.of(), buffer); // refuses a buffer of nothing before anything is read
    List<Path> files = ShardFiles.of(named);
    Path folder = folder(files);
    return new Shards(
        folder, ShardWork.each(files, file -> ShardSamples.in(file, name(folder, file))), buffer);
  }

  /**
   * {@return whether a path means shards: an archive, a pattern that ends in {@code .tar}, or a
   * folder with tar archives in it and neither images nor folders beside them}
   *
   * @param named need not be there
   */
  public static boolean areMeantBy(Path named) {
    return ShardFiles.areMeant(named);
  }

  /**
   * {@return the folder that a pattern starts from, or else the path}
   *
   * @param named need not be there
   */
  public static Path place(Path named) {
    return ShardFiles.place(named);
  }

  /** The folder that all of them are in. */
  private static Path folder(List<Path> files) {
    Path folder = files.get(0).toAbsolutePath().normalize().getParent();
    for (Path file : files) {
      while (!file.toAbsolutePath().normalize().startsWith(folder)) {
        folder = folder.getParent();
      }
    }
    return folder;
  }

  private static String name(Path folder, Path file) {
    Path below = folder.relativize(file.toAbsolutePath().normalize());
    return below.toString().replace(below.getFileSystem().getSeparator(), "/");
  }

  @Override
  public int size() {
    return starts[shards.size()];
  }

  private int shard(int index) {
    int found = Arrays.binarySearch(starts, index);
    return found >= 0 ? found : -found - 2;
  }

  /** For example {@code 000002.tar/cats/tom}. */
  @Override
  public String name(int index) {
    int shard = shard(index);
    return shards.get(shard).name() + "/" + shards.get(shard).key(index - starts[shard]);
  }

  private boolean has(int index, int part) {
    int shard = shard(index);
    return shards.get(shard).has(index - starts[shard], part);
  }

  private byte[] bytes(int index, int part) throws IOException {
    int shard = shard(index);
    return shards.get(shard).read(index - starts[shard], part);
  }

  @Override
  public Image read(int index) throws IOException {
    return decoder.decode(name(index), bytes(index, Shard.IMAGE));
  }

  @Override
  public boolean hasMask(int index) {
    return has(index, Shard.MASK);
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if it cannot be read or is no mask
   */
  @Override
  public Optional<Mask> mask(int index) {
    if (!hasMask(index)) {
      return Optional.empty();
    }
    String name = name(index) + ".mask.png";
    try {
      return Optional.of(MaskPicture.of(name, bytes(index, Shard.MASK), decoder).mask());
    } catch (IOException e) {
      throw new InvalidInputException("masks: '" + name + "' cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the class of any image is no number, or has no name
   */
  @Override
  public OptionalInt label(int index) {
    return has(index, Shard.LABEL) ? OptionalInt.of(labels().labels()[index]) : OptionalInt.empty();
  }

  /**
   * The names of the classes by number, or the numbers that are there; empty where there are none.
   *
   * @throws InvalidInputException as {@link #label}
   */
  @Override
  public List<String> classes() {
    return labels().names();
  }

  private synchronized ShardLabels labels() {
    if (labels == null) {
      labels = ShardLabels.of(shards, folder);
    }
    return labels;
  }

  @Override
  public Optional<ImageSequences> sequences() {
    return Optional.of(new ImageSequences(shards.stream().map(Shard::size).toList(), buffer));
  }

  @Override
  public String toString() {
    return "shards in '" + folder + "', " + size() + " images in " + shards.size();
  }
}
