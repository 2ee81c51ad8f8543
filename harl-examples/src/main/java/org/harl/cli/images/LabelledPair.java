package org.harl.cli.images;

import java.nio.file.Path;
import java.util.List;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;

/**
 * Labelled images to learn from, and labelled images to be tested on, of the same classes.
 *
 * @param classes their names, in the order of the labels of both
 */
public record LabelledPair(LabelledImages train, LabelledImages test, List<String> classes) {
  /** Of sources that number the same classes alike. */
  public static LabelledPair of(ImageSource train, ImageSource test) {
    return new LabelledPair(
        new LabelledImages(train, Labels.of("train", train)),
        new LabelledImages(test, Labels.of("test", test)),
        train.classes());
  }

  /**
   * Reads both.
   *
   * @throws InvalidInputException if one cannot be read, or has a class that the other lacks
   */
  public static LabelledPair read(String trainOption, Path train, String testOption, Path test) {
    LabelledImages learnt = LabelledImages.read(trainOption, train, true);
    LabelledImages tested = LabelledImages.read(testOption, test, false);
    List<String> classes = learnt.images().classes();
    requireIn(testOption, test, tested.images().classes(), classes);
    requireIn(trainOption, train, classes, tested.images().classes());
    return new LabelledPair(learnt, tested.numberedAs(classes), classes);
  }

  private static void requireIn(String option, Path named, List<String> has, List<String> all) {
    List<String> missing = all.stream().filter(name -> !has.contains(name)).toList();
    if (!missing.isEmpty()) {
      String composed = Labels.composed(missing.get(0));
      boolean looks = has.stream().anyMatch(name -> Labels.composed(name).equals(composed));
      throw new InvalidInputException(
          option
              + ": '"
              + named
              + "' has no images of the class '"
              + missing.get(0)
              + "'"
              + (missing.size() > 1 ? " and " + (missing.size() - 1) + " others" : "")
              + (looks ? " in the same Unicode form (NFC, NFD)" : "")
              + "; both need the same classes");
    }
  }
}
