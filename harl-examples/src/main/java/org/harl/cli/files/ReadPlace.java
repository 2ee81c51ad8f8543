package org.harl.cli.files;

import java.nio.file.Path;
import org.harl.data.OutputFolders;

/**
 * What an option names to be read.
 *
 * @param option for messages
 */
record ReadPlace(String option, Path path) {
  /** Where it leads, through all links. */
  Path real() {
    return OutputFolders.real(path);
  }

  /** What a place that is written is to it, where it is the one, or one is in the other. */
  String relation(Path written) {
    Path read = real();
    return written.equals(read) ? "is" : written.startsWith(read) ? "lies in" : "holds";
  }

  @Override
  public String toString() {
    return option + " '" + path + "'";
  }
}
