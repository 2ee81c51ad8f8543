package org.harl.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;

/**
 * Images of the binary version of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of one label
 * byte, or a coarse and a fine one, and 3,072 bytes of a 32 x 32 image, red, green, blue. All of it
 * is held in memory. Classes have the names of {@code batches.meta.txt} or {@code
 * fine_label_names.txt} beside the files, or else their numbers.
 */
public final class CifarImages implements ImageSource {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;

  /**
   * One of the two data sets.
   *
   * @param labelBytes at the start of a record; the last is the class
   * @param names the file of the classes' names
   */
  private record Format(int classes, int labelBytes, String names) {
    static final Format TEN = new Format(10, 1, "batches.meta.txt");
    static final Format HUNDRED = new Format(100, 2, "fine_label_names.txt");

    int record() {
      return labelBytes + 3 * PLANE;
    }
  }

  private final List<byte[]> files;
  private final List<String> fileNames;
  private final Format format;
  private final List<String> classes;
  private final int[] starts;

  private CifarImages(List<Path> paths) {
    fileNames = paths.stream().map(path -> path.getFileName().toString()).toList();
    files = paths.stream().map(CifarImages::bytes).toList();
    format = format(fileNames.get(0));
    starts = new int[files.size() + 1];
    for (int f = 0; f < files.size(); f++) {
      check(paths.get(f), files.get(f));
      starts[f + 1] = starts[f] + files.get(f).length / format.record();
    }
    classes = names(paths.get(0).resolveSibling(format.names()));
  }

  /**
   * {@return the training images of a folder: {@code data_batch_*.bin} or {@code train.bin}}
   *
   * @param folder with the files of the binary version, as they are unpacked
   * @throws InvalidInputException if they are not there, or not in the format
   */
  public static CifarImages train(Path folder) {
    return in(folder, "data_batch_\\d+\\.bin|train\\.bin");
  }

  /**
   * {@return the test images of a folder, {@code test_batch.bin} or {@code test.bin}; fails alike}
   *
   * @param folder with the files of the binary version, as they are unpacked
   */
  public static CifarImages test(Path folder) {
    return in(folder, "test_batch\\.bin|test\\.bin");
  }

  private static CifarImages in(Path folder, String pattern) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found =
          entries.filter(path -> path.getFileName().toString().matches(pattern)).sorted().toList();
      if (found.isEmpty()) {
        throw new InvalidInputException("CIFAR: '" + folder + "' holds no file " + pattern);
      }
      return new CifarImages(found);
    } catch (IOException e) {
      throw new InvalidInputException(
          "CIFAR: '" + folder + "' cannot be listed: " + FileFaults.words(e), e);
    }
  }

  /**
   * {@return whether a folder has files of the format}
   *
   * @param folder with the files of the binary version, as they are unpacked
   */
  public static boolean isIn(Path folder) {
    return Stream.of("data_batch_1.bin", "train.bin", "test_batch.bin", "test.bin")
        .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "CIFAR: '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  private static Format format(String name) {
    return name.equals("train.bin") || name.equals("test.bin") ? Format.HUNDRED : Format.TEN;
  }

  private void check(Path file, byte[] bytes) {
    int record = format.record();
    if (bytes.length == 0 || bytes.length % record != 0) {
      throw new InvalidInputException(
          "CIFAR: '"
              + file
              + "' has "
              + bytes.length
              + " bytes, which are no whole records of "
              + record
              + "; is it cut off, or not the binary version?");
    }
    for (int at = format.labelBytes() - 1; at < bytes.length; at += record) {
      if ((bytes[at] & 0xff) >= format.classes()) {
        throw new InvalidInputException(
            "CIFAR: '" + file + "': record " + at / record + " has class " + (bytes[at] & 0xff));
      }
    }
  }

  private List<String> names(Path file) {
    List<String> numbers =
        IntStream.range(0, format.classes()).mapToObj(Integer::toString).toList();
    if (!Files.isRegularFile(file)) {
      return numbers;
    }
    List<String> names = TextFiles.lines("CIFAR", file);
    return names.size() == numbers.size() ? names : numbers;
  }

  @Override
  public int size() {
    return starts[starts.length - 1];
  }

  private int file(int index) {
    int file = 0;
    while (index >= starts[file + 1]) {
      file++;
    }
    return file;
  }

  private int start(int index) {
    return (index - starts[file(index)]) * format.record();
  }

  /** For example {@code data_batch_2.bin/17}. */
  @Override
  public String name(int index) {
    int file = file(index);
    return fileNames.get(file) + "/" + (index - starts[file]);
  }

  @Override
  public Image read(int index) {
    byte[] record = files.get(file(index));
    int pixels = start(index) + format.labelBytes();
    byte[] rgb = new byte[3 * PLANE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = record[pixels + i % 3 * PLANE + i / 3];
    }
    return new Image(name(index), SIDE, SIDE, rgb);
  }

  @Override
  public OptionalInt label(int index) {
    byte label = files.get(file(index))[start(index) + format.labelBytes() - 1];
    return OptionalInt.of(label & 0xff);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public String toString() {
    return "CIFAR-" + format.classes() + ", " + size() + " images";
  }
}
