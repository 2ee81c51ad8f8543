package org.harl.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.harl.InvalidInputException;
import org.harl.data.CifarImages;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.data.ImageSubset;
import org.harl.data.ListedImages;

/**
 * Labelled images as they are named on the command line.
 *
 * @param labels of all images, 0-based, in the order of the source's classes
 */
record LabelledImages(ImageSource images, int[] labels) {
  /** For the help. */
  static final String FORMS =
      "class folders, a CSV file with the columns path and label, or a folder of CIFAR's binary"
          + " files";

  private static final String PATH = "path";
  private static final String LABEL = "label";

  /**
   * Reads them.
   *
   * @param training which of CIFAR's files are wanted
   * @throws InvalidInputException if there are none, one has no class, or there is one class only
   */
  static LabelledImages read(String option, Path named, boolean training) {
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
    if (Files.isRegularFile(named) && named.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      return listed(option, named);
    }
    Sources.requireFolder(option, named);
    if (CifarImages.isIn(named)) {
      return training ? CifarImages.train(named) : CifarImages.test(named);
    }
    return ImageFolder.of(named);
  }

  private static ImageSource listed(String option, Path file) {
    List<ListedImages.Entry> entries = new ArrayList<>();
    try {
      for (CSVRecord row : Table.read(file)) {
        if (!row.isConsistent() || !row.isMapped(PATH) || !row.isMapped(LABEL)) {
          throw new InvalidInputException(
              option
                  + ": '"
                  + file
                  + "', row "
                  + row.getRecordNumber()
                  + ": needs the columns 'path' and 'label', got "
                  + row.toList());
        }
        if (row.get(LABEL).isBlank()) {
          throw new InvalidInputException(
              option + ": '" + file + "': '" + row.get(PATH) + "' has no label");
        }
        entries.add(new ListedImages.Entry(row.get(PATH), row.get(LABEL)));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          option + ": '" + file + "' is no CSV file with a header: " + e.getMessage(), e);
    }
    try {
      return ListedImages.of(file.toAbsolutePath().getParent(), entries);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(option + ": '" + file + "': " + e.getMessage(), e);
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
  LabelledImages part(int... indices) {
    return new LabelledImages(
        new ImageSubset(images, indices), IntStream.of(indices).map(i -> labels[i]).toArray());
  }
}
