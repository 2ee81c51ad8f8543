package org.harl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.harl.InvalidInputException;

/**
 * The output folder of a run: filled as {@code NAME.partial} beside it, and given its name when
 * everything is in it. A run that breaks off leaves what it had in the partial folder, unless what
 * was wrong is its input.
 */
final class RunDirectory {
  private final Path target;
  private final Path partial;

  /**
   * Prepares an empty partial folder.
   *
   * @param overwrite whether what is there may be deleted
   */
  RunDirectory(Path directory, boolean overwrite) throws IOException {
    target = directory.toAbsolutePath().normalize();
    partial = target.resolveSibling(target.getFileName() + ".partial");
    for (Path folder : List.of(target, partial)) {
      if (isTaken(folder) && !overwrite) {
        throw new InvalidInputException(
            "--output: '" + folder + "' is not empty; name another folder or give --overwrite");
      }
    }
    delete(partial);
    Files.createDirectories(partial);
  }

  /** Where the run is written. */
  Path folder() {
    return partial;
  }

  /** Where a file of the run is written. */
  Path file(String name) {
    return partial.resolve(name);
  }

  /** Gives the folder its name; what was there before is replaced. */
  Path publish() throws IOException {
    delete(target);
    Files.move(partial, target);
    return target;
  }

  /** Removes the partial folder. */
  void discard() throws IOException {
    delete(partial);
  }

  /** Removes the partial folder unless it holds this file, which says that the run began. */
  void discardWithout(String name) throws IOException {
    if (!Files.exists(file(name))) {
      delete(partial);
    }
  }

  private static boolean isTaken(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("--output: '" + folder + "' is a file, not a folder");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
