package org.harl.cli.images;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;

/** The classes of the images of class folders. */
final class Labels {
  private Labels() {}

  /** A name in the form that is the same for all that look the same. */
  static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /**
   * The labels of a source, all of which must have one.
   *
   * @throws InvalidInputException also if two names of classes look the same: macOS writes letters
   *     with marks in two characters (NFD), others in one (NFC)
   */
  static int[] of(String option, ImageSource source) {
    Map<String, String> seen = new HashMap<>();
    for (String name : source.classes()) {
      String other = seen.put(composed(name), name);
      if (other != null) {
        throw new InvalidInputException(
            option
                + ": the classes '"
                + other
                + "' and '"
                + name
                + "' differ only in their Unicode form (NFC, NFD); give both one name");
      }
    }
    return IntStream.range(0, source.size())
        .map(
            i ->
                source
                    .label(i)
                    .orElseThrow(
                        () ->
                            new InvalidInputException(
                                option
                                    + ": '"
                                    + source.name(i)
                                    + "' has no class: it is in no class folder, or its shard"
                                    + " has no .cls of it")))
        .toArray();
  }
}
