package org.harl.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.harl.InvalidInputException;

/**
 * The output folder of a run: filled as {@code NAME.partial} beside it, and given its name when
 * everything is in it. A run that breaks off leaves what it had in the partial folder, unless what
 * was wrong is its input.
 */
final class RunDirectory implements AutoCloseable {
  private static final String PARTIAL = ".partial";
  private static final String LOCK = ".lock";

  private final Path target;
  private final Path partial;

  private final boolean resumed;
  private final FileLock lock;

  /** Prepares an empty partial folder; see {@link #RunDirectory(Path, boolean, boolean)}. */
  RunDirectory(Path directory, boolean overwrite) throws IOException {
    this(directory, overwrite, false);
  }

  /**
   * Prepares a partial folder.
   *
   * @param overwrite whether what is there may be deleted
   * @param resume whether the partial folder of an interrupted run is taken as it is
   * @throws InvalidInputException if there is something else, or another process writes there
   */
  RunDirectory(Path directory, boolean overwrite, boolean resume) throws IOException {
    target = directory.toAbsolutePath().normalize();
    partial = partial(directory);
    resumed = resume && isTaken(partial);
    requireFree(target, overwrite);
    if (!resumed) {
      requireFree(partial, overwrite);
    }
    lock = opened();
    if (!resumed) {
      empty(partial);
    }
  }

  /** Where the run of a folder is written until it is done. */
  static Path partial(Path directory) {
    Path target = directory.toAbsolutePath().normalize();
    return target.resolveSibling(target.getFileName() + PARTIAL);
  }

  private static void requireFree(Path folder, boolean overwrite) throws IOException {
    if (isTaken(folder) && !overwrite) {
      throw new InvalidInputException(
          "--output: '"
              + folder
              + "' is not empty; name another folder, or give --overwrite"
              + (folder.toString().endsWith(PARTIAL) ? ", or --resume to go on" : ""));
    }
  }

  private FileLock opened() {
    try {
      Files.createDirectories(partial);
      return locked(file(LOCK));
    } catch (IOException e) {
      throw new InvalidInputException(
          "--output: '" + partial + "' cannot be written (" + e + "); name another folder", e);
    }
  }

  private static FileLock locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // by this process
    }
    if (lock == null) {
      channel.close();
      throw new InvalidInputException(
          "--output: another run is writing to '" + file.getParent() + "'; name another folder");
    }
    return lock;
  }

  /** Whether the folder is that of a run which goes on. */
  boolean resumed() {
    return resumed;
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
    close();
    Files.deleteIfExists(file(LOCK));
    delete(target);
    Files.move(partial, target);
    return target;
  }

  /** Removes the partial folder, unless it is that of a run which goes on. */
  void discard() throws IOException {
    close();
    if (!resumed) {
      delete(partial);
    }
  }

  /** Does something whose failure says that nothing began: the partial folder goes with it. */
  <T> T discardingOnFailure(Work<T> work) throws IOException {
    try {
      return work.done();
    } catch (IOException | RuntimeException e) {
      discard();
      throw e;
    }
  }

  /** Something that makes a result. */
  interface Work<T> {
    T done() throws IOException;
  }

  /** Removes the partial folder unless it holds this file, which says that the run began. */
  void discardWithout(String name) throws IOException {
    if (!Files.exists(file(name))) {
      discard();
    }
  }

  /** Lets another run have the folder. */
  @Override
  public void close() throws IOException {
    lock.channel().close();
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
    if (Files.exists(folder)) {
      empty(folder);
      Files.deleteIfExists(folder.resolve(LOCK));
      Files.delete(folder);
    }
  }

  /** Deletes what is in a folder, but for its lock. */
  private static void empty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        if (!entry.equals(folder) && !entry.equals(folder.resolve(LOCK))) {
          Files.delete(entry);
        }
      }
    }
  }
}
