package org.harl.cli.files;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.harl.data.OutputFolders;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;

/**
 * The output folder of a run: filled as its {@link PartialFolder}, and given its name when
 * everything is in it. A run that breaks off leaves what it had in the partial folder, unless what
 * was wrong is its input.
 */
public final class RunDirectory implements AutoCloseable {
  private static final String OUTPUT = "--output";
  private static final String LOCK = HarlFolder.LOCK;

  private final Path named;
  private final Path target;
  private final Path partial;

  private final boolean resumed;
  private final FileLock lock;
  private final SetAside aside;
  private boolean discarded;

  /** What is there already of the lock and the folders that lead to it; the rest was made. */
  private final Path kept;

  /** Prepares an empty partial folder; see {@link #RunDirectory(Path, boolean, boolean)}. */
  public RunDirectory(Path directory, boolean overwrite) throws IOException {
    this(directory, overwrite, false);
  }

  /**
   * Prepares a partial folder.
   *
   * @param overwrite whether what is there may be deleted
   * @param resume whether the partial folder of an interrupted run is taken as it is
   * @throws InvalidInputException if there is something else, or another process writes there
   */
  public RunDirectory(Path directory, boolean overwrite, boolean resume) throws IOException {
    named = directory.toAbsolutePath().normalize();
    target = OutputFolders.real(directory);
    partial = PartialFolder.of(directory);
    Destination.of(OUTPUT, named).requireFree(overwrite, resume);
    resumed = resume && Destination.of(OUTPUT, partial).isTaken(true);
    kept = keptThere(partial);
    lock = opened();
    aside = new SetAside(partial);
    aside.restore();
    if (!resumed) {
      aside.keep();
      if (Destination.of(OUTPUT, target).isTaken(true)) {
        Files.createFile(file(HarlFolder.REPLACES));
      }
    }
  }

  private static Path keptThere(Path partial) {
    Path there = partial.resolve(LOCK);
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }

  /** From here on the run cannot be refused; what it overwrites or was cut off goes. */
  public void began() throws IOException {
    aside.forget();
    HarlFolder.sweep(partial);
  }

  private FileLock opened() {
    try {
      Files.createDirectories(partial);
      return locked(file(LOCK), "another run is writing to '" + partial + "'; name another folder");
    } catch (IOException e) {
      throw new InvalidInputException(
          "--output: '"
              + partial
              + "' cannot be written ("
              + FileFaults.words(e)
              + "); name another folder",
          e);
    }
  }

  /**
   * Opens a file that other processes cannot open so.
   *
   * @throws InvalidInputException with this fault if one has
   */
  public static FileLock locked(Path file, String fault) throws IOException {
    return OutputFolders.lock(file)
        .orElseThrow(() -> new InvalidInputException("--output: " + fault));
  }

  /** Whether the folder is that of a run which goes on. */
  boolean resumed() {
    return resumed;
  }

  /** Where the run is written. */
  public Path folder() {
    return partial;
  }

  /** Where a file of the run is written. */
  public Path file(String name) {
    return partial.resolve(name);
  }

  /** Where a file of the run will be, as an address from where it is written. */
  public String address(String name) {
    return StreamSupport.stream(partial.relativize(target.resolve(name)).spliterator(), false)
        .map(part -> URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /**
   * Gives the folder its name; what was there before is replaced.
   *
   * @return the folder as it was named
   * @throws HarlException if something has come there that may not be, or it cannot be replaced;
   *     the partial folder stays
   */
  public Path publish() throws IOException {
    try {
      boolean replaces = Files.exists(file(HarlFolder.REPLACES));
      Destination.of(OUTPUT, target).requireReplaceable(replaces, "");
    } catch (InvalidInputException e) {
      throw kept(e.getMessage(), e);
    }
    began();
    close();
    Files.deleteIfExists(file(LOCK));
    Files.deleteIfExists(file(HarlFolder.REPLACES));
    try {
      PartialFolder.publish(partial, target);
    } catch (IOException e) {
      throw kept(OUTPUT + ": '" + target + "' cannot be written (" + FileFaults.words(e) + ")", e);
    }
    return named;
  }

  private HarlException kept(String fault, Exception cause) {
    return new HarlException(fault + "; all that was made is in '" + partial + "'", cause);
  }

  /** Leaves everything as it was found; a run that has begun leaves nothing unless it goes on. */
  public void discard() throws IOException {
    if (discarded) {
      return;
    }
    discarded = true;
    boolean restored = !resumed && aside.restore();
    close();
    if (!resumed && !restored) {
      delete(partial);
    } else if (!kept.equals(file(LOCK))) {
      Files.deleteIfExists(file(LOCK));
    }
    try {
      for (Path made = partial.getParent(); !kept.startsWith(made); made = made.getParent()) {
        Files.deleteIfExists(made);
      }
    } catch (DirectoryNotEmptyException e) {
      // another process has put something there
    }
  }

  /** Does something whose failure says that nothing began: the partial folder goes with it. */
  public <T> T discardingOnFailure(Work<T> work) throws IOException {
    try {
      return work.done();
    } catch (IOException | RuntimeException e) {
      discard();
      throw e;
    }
  }

  /** Something that makes a result. */
  public interface Work<T> {
    T done() throws IOException;
  }

  /** Removes the partial folder unless it holds this file, which says that the run began. */
  public void discardWithout(String name) throws IOException {
    if (!Files.exists(file(name))) {
      discard();
    }
  }

  /** Lets another run have the folder. */
  @Override
  public void close() throws IOException {
    lock.channel().close();
  }

  /** Deletes a file, or a folder with what is in it. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.walk(folder)) {
        for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(entry);
        }
      }
    }
  }
}
