package org.harl.cli.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.Table;
import org.harl.data.CifarImages;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.data.ImageSubset;
import org.harl.data.ListedImages;
import org.harl.data.shards.Shards;
import org.harl.error.InvalidInputException;

/**
 * Labelled images as they are named on the command line.
 *
 * @param labels of all images, 0-based, in the order of the source's classes
 */
public record LabelledImages(ImageSource images, int[] labels) {
  /** For the help. */
  public static final String FORMS =
      "class folders, a CSV file with the columns path and label, shards with classes, or a folder"
          + " of CIFAR's binary files";

  private static final String PATH = "path";
  private static final String LABEL = "label";

  /**
   * Reads them.
   *
   * @param training which of CIFAR's files are wanted
   * @throws InvalidInputException if there are none, one has no class, or there is one class only
   */
  public static LabelledImages read(String option, Path named, boolean training) {
    ImageSource images = source(option, named, training);
    int[] labels = Labels.of(option, images);
    if (images.classes().size() < 2) {
      throw new InvalidInputException(
          option
              + ": '"
              + named
              + "' holds one class, "
              + images.classes()
              + "; at least 2 are needed");
    }
    return new LabelledImages(images, labels);
  }

  private static ImageSource source(String option, Path named, boolean training) {
    if (isList(named)) {
      return listed(option, named);
    }
    if (Shards.areMeantBy(named)) {
      return Shards.of(named);
    }
    Sources.requireFolder(option, named);
    if (CifarImages.isIn(named)) {
      return training ? CifarImages.train(named) : CifarImages.test(named);
    }
    return ImageFolder.of(named);
  }

  /** Whether a CSV file is named rather than a folder. */
  public static boolean isList(Path named) {
    return Files.isRegularFile(named) && named.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /**
   * The images of a CSV file.
   *
   * @throws InvalidInputException if it has other columns, or names what is not there
   */
  public static ListedImages listed(String option, Path file) {
    String begin = option + ": '" + file + "'";
    List<ListedImages.Entry> entries = new ArrayList<>();
    for (CSVRecord row : Table.given(option, file)) {
      String at = begin + ", row " + row.getRecordNumber() + ": ";
      if (!row.isConsistent() || !row.isMapped(PATH) || !row.isMapped(LABEL)) {
        throw new InvalidInputException(
            at + "needs the columns 'path' and 'label', apart by commas, got " + row.toList());
      }
      if (row.get(LABEL).isBlank()) {
        throw new InvalidInputException(at + "'" + row.get(PATH) + "' has no label");
      }
      if (row.get(PATH).isBlank()) {
        throw new InvalidInputException(at + "there is no path");
      }
      entries.add(new ListedImages.Entry(row.get(PATH), row.get(LABEL)));
    }
    ListedImages images;
    try {
      images = ListedImages.of(file.toAbsolutePath().getParent(), entries);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(begin + ": " + e.getMessage(), e);
    }
    requireThere(begin, images);
    return images;
  }

  private static void requireThere(String begin, ListedImages images) {
    int[] missing =
        IntStream.range(0, images.size()).filter(i -> !Files.exists(images.path(i))).toArray();
    if (missing.length > 0) {
      String more = missing.length == 1 ? "" : " and " + (missing.length - 1) + " more";
      throw new InvalidInputException(
          begin
              + " names '"
              + images.name(missing[0])
              + "'"
              + more
              + ", which "
              + (missing.length == 1 ? "is" : "are")
              + " not there; paths start from the folder of the file");
    }
  }

  /** These images with the numbers that another set gives to the same classes. */
  LabelledImages numberedAs(List<String> classes) {
    List<String> own = images.classes();
    int[] numbers = own.stream().mapToInt(classes::indexOf).toArray();
    int[] renumbered = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      renumbered[i] = numbers[labels[i]];
    }
    return new LabelledImages(images, renumbered);
  }

  /** Some of them. */
  public LabelledImages part(int... indices) {
    return new LabelledImages(
        new ImageSubset(images, indices), IntStream.of(indices).map(i -> labels[i]).toArray());
  }
}
