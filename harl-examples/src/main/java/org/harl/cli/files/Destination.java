package org.harl.cli.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.harl.data.ImageFolder;
import org.harl.data.OutputFolders;
import org.harl.data.shards.Shards;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Where a command may write: not over or into what it reads, not the folders that a person works
 * in, not over what harl did not write. Every command asks before it reads or writes anything.
 * Paths are compared by where they lead, through all links.
 */
public final class Destination {
  private final String option;
  private final Path path;
  private final List<ReadPlace> inputs = new ArrayList<>();

  private Destination(String option, Path path) {
    this.option = option;
    this.path = path;
  }

  /** What an option of the command line names. */
  public static Destination of(String option, Path path) {
    return new Destination(option, path.toAbsolutePath());
  }

  /**
   * Takes down what is read, of a pattern the folder that it starts from; what is not there is left
   * out, the command refuses it itself.
   */
  public Destination apartFrom(String named, @Nullable Path input) {
    if (input == null || input.toString().isEmpty()) {
      return this;
    }
    Path place = Files.exists(input) ? input : Shards.place(input);
    if (Files.exists(input) || !place.equals(input.toAbsolutePath())) {
      inputs.add(new ReadPlace(named, place));
    }
    return this;
  }

  /** The same for what may also be {@code NAME} or {@code NAME:FILE}. */
  public Destination apartFromNamed(String named, @Nullable String input) {
    if (input == null) {
      return this;
    }
    Path whole = Path.of(input);
    return apartFrom(
        named, Files.exists(whole) ? whole : Path.of(input.substring(input.indexOf(':') + 1)));
  }

  /** Refuses a folder that is, holds or lies in what is read, or that a person works in. */
  private void requireApart(List<Path> written) {
    Path folder = OutputFolders.real(path);
    for (String property : List.of("user.dir", "user.home")) {
      Path own = OutputFolders.real(Path.of(System.getProperty(property)));
      if (own.startsWith(folder)) {
        String which = property.equals("user.dir") ? " the working folder" : " the home folder";
        throw refused((own.equals(folder) ? "is" : "holds") + which, "name a folder of its own");
      }
    }
    for (Path output : written) {
      inputs.forEach(input -> requireApart(OutputFolders.real(output), input));
    }
  }

  private void requireApart(Path written, ReadPlace input) {
    Path read = input.real();
    if (written.startsWith(read) || read.startsWith(written)) {
      throw refused(input.relation(written) + " " + input, "name a folder apart from what is read");
    }
  }

  /** Refuses a file without a folder, or among those read: one, an image, or by name harl's. */
  public void requireFileApart() {
    if (Files.isDirectory(path)) {
      throw refused("is a folder", "name a file");
    }
    if (!Files.isDirectory(path.getParent())) {
      throw refused("is in a folder that is not there", "make it, or name a file in another");
    }
    Path real = OutputFolders.real(path);
    String name = path.toString().toLowerCase(Locale.ROOT);
    boolean image = ImageFolder.EXTENSIONS.stream().anyMatch(name::endsWith);
    for (ReadPlace input : inputs) {
      Path read = input.real();
      boolean own = real.startsWith(read) && (image || HarlFolder.isNamed(read, real));
      if (real.equals(read) || own) {
        throw refused(input.relation(real) + " " + input, "name a file apart from what is read");
      }
    }
  }

  /** Refuses the same, and a file that is there already unless it may be replaced. */
  public void requireFreeFile(boolean overwrite) {
    requireFileApart();
    if (Files.exists(path) && !overwrite) {
      throw refused("exists", "name another file, or give --overwrite");
    }
    requireWritable();
  }

  /**
   * Refuses a folder that has something in it, unless it is one that its command goes on in.
   *
   * @param telling the file that says so
   */
  public void requireOwn(String telling) {
    requireApart(List.of(path));
    if (isTaken(false) && !Files.isRegularFile(path.resolve(telling))) {
      throw refused("is not empty and has no '" + telling + "'", "name a new or empty folder");
    }
    requireWritable();
  }

  /**
   * Refuses the folder of a {@link RunDirectory}, which takes its path without dots, that has
   * something in it, unless that may go or is gone on with.
   *
   * @param overwrite whether what harl wrote there may be replaced
   * @param resume whether an interrupted run there goes on
   */
  public void requireFree(boolean overwrite, boolean resume) {
    if (overwrite && resume) {
      throw new InvalidInputException(
          "--resume and --overwrite: the one goes on with what the other deletes; give one of them");
    }
    // the folder of root has no name, but holds the one that is worked in
    requireApart(path.getFileName() == null ? List.of() : List.of(path, PartialFolder.of(path)));
    Destination partial = of(option, PartialFolder.of(path));
    boolean goesOn = resume && partial.isTaken(true);
    if (resume && !mayReplace(goesOn) && isTaken(true)) {
      throw finished(goesOn);
    }
    requireReplaceable(overwrite || goesOn, "");
    if (!goesOn) {
      boolean resumable = Files.exists(partial.path.resolve(HarlFolder.PLAN));
      partial.requireReplaceable(overwrite, resumable ? ", or --resume to go on" : "");
    }
    partial.requireWritable();
  }

  /** Whether the interrupted run was told to overwrite. */
  private boolean mayReplace(boolean goesOn) {
    return goesOn && Files.exists(PartialFolder.of(path).resolve(HarlFolder.REPLACES));
  }

  private InvalidInputException finished(boolean goesOn) {
    Path partial = PartialFolder.of(path);
    if (goesOn) {
      return refused(
          "is not empty, and '" + partial + "' is to get its name", "move one of them away");
    }
    return Files.exists(path.resolve(HarlFolder.PLAN))
        ? refused("is a finished run, there is nothing to resume", "name another folder")
        : refused("is no interrupted run, there is no '" + partial + "'", "name that of a run");
  }

  /** Refuses a folder that has something in it, unless harl wrote it and it may be replaced. */
  void requireReplaceable(boolean overwrite, String otherwise) {
    if (!isTaken(true)) {
      return;
    }
    if (!overwrite) {
      throw refused("is not empty", "name another folder, or give --overwrite" + otherwise);
    }
    try {
      Optional<String> stranger = HarlFolder.stranger(path);
      if (stranger.isPresent()) {
        throw refused(stranger.get(), "--overwrite leaves it alone, name another folder");
      }
    } catch (IOException | UncheckedIOException e) {
      throw refused("cannot be read (" + FileFaults.words(e) + ")", "name another folder");
    }
  }

  /**
   * Whether there is something in the folder.
   *
   * @param hidden whether files whose names begin with a dot count
   */
  boolean isTaken(boolean hidden) {
    if (!Files.exists(path)) {
      if (Files.isSymbolicLink(path)) {
        throw refused("is a link that leads nowhere", "name a folder");
      }
      return false;
    }
    if (!Files.isDirectory(path)) {
      throw refused("is a file, not a folder", "name a folder");
    }
    try {
      return PartialFolder.content(path).stream()
          .anyMatch(entry -> hidden || !entry.getFileName().toString().startsWith("."));
    } catch (IOException e) {
      throw refused("cannot be read (" + FileFaults.words(e) + ")", "name another folder");
    }
  }

  /**
   * Refuses a place where nothing can be made: a file is made there and, on POSIX systems, has no
   * name any more once it is open, so that a kill leaves nothing. What is no regular file, such as
   * {@code /dev/stdout}, is written to as it is.
   */
  public void requireWritable() {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      return;
    }
    Path folder = OutputFolders.real(path);
    folder = Files.isRegularFile(folder) ? folder.getParent() : folder;
    while (!Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      Path trial = folder.resolve(".harl-" + UUID.randomUUID() + ".partial");
      Files.newOutputStream(trial, CREATE_NEW, WRITE, DELETE_ON_CLOSE).close();
    } catch (IOException e) {
      String fault =
          e instanceof NoSuchFileException
              ? "no file can be made in '" + folder + "'"
              : FileFaults.words(e);
      throw refused("cannot be written (" + fault + ")", "name another folder");
    }
  }

  private InvalidInputException refused(String found, String instead) {
    return new InvalidInputException(option + ": '" + path + "' " + found + "; " + instead);
  }
}
