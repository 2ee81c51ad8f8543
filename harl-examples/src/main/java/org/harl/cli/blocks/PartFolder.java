package org.harl.cli.blocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.WholeFile;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where tasks leave parts, a folder of its own for each run, so that tasks of a run that was killed
 * find none. It goes when it is closed; one that a killed run left goes when the next begins.
 */
public final class PartFolder implements AutoCloseable {
  private static final String RUN = "[0-9a-f-]{36}";
  private static final String PART = "[a-z]+-\\d{6,}(\\." + RUN + ")?";

  private static final Logger LOG = LoggerFactory.getLogger(PartFolder.class);

  private final Path all;
  private final Path own;

  /**
   * Makes it.
   *
   * @param all holds the folders of runs; nobody else begins one there now
   * @throws InvalidInputException if there is something else
   */
  public PartFolder(Path all) throws IOException {
    this.all = all;
    own = all.resolve(UUID.randomUUID().toString());
    if (Files.exists(all)) {
      requireOwn(all);
      RunDirectory.delete(all);
    }
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw WholeFile.unwritten(all, e);
    }
  }

  private static void requireOwn(Path all) throws IOException {
    try (Stream<Path> entries = Files.walk(all)) {
      List<Path> strangers =
          entries
              .map(all::relativize)
              .filter(entry -> !entry.toString().isEmpty())
              .filter(entry -> !entry.getName(0).toString().matches(RUN))
              .filter(entry -> !entry.getFileName().toString().matches(PART))
              .toList();
      if (!strangers.isEmpty() || !Files.isDirectory(all)) {
        throw new InvalidInputException(
            "--output: '" + all + "' is in the way, of another program; move it away");
      }
    }
  }

  /** Where a part is. */
  Path part(String kind, int number) {
    return own.resolve("%s-%06d".formatted(kind, number));
  }

  @Override
  public void close() {
    try {
      RunDirectory.delete(all);
    } catch (IOException | UncheckedIOException e) { // a task that was given up writes there still
      LOG.warn("'{}' cannot be taken away: {}; delete it", all, FileFaults.words(e));
    }
  }
}
