package org.harl.cli;

import java.util.stream.IntStream;
import org.harl.InvalidInputException;
import org.harl.data.ImageSource;

/** The classes of the images of class folders. */
final class Labels {
  private Labels() {}

  /** The labels of a source, all of which must have one. */
  static int[] of(String option, ImageSource source) {
    return IntStream.range(0, source.size())
        .map(
            i ->
                source
                    .label(i)
                    .orElseThrow(
                        () ->
                            new InvalidInputException(
                                option + ": '" + source.name(i) + "' is in no class folder")))
        .toArray();
  }
}
