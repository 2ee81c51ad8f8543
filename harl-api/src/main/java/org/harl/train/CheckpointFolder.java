package org.harl.train;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a run, by their steps. */
final class CheckpointFolder {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.safetensors");
  private static final String BEST = "best.safetensors";
  private static final Logger LOG = LoggerFactory.getLogger(Pretraining.class);

  private final Checkpoints settings;
  private final Map<String, String> origin;

  /**
   * @param origin of the run that writes and reads here
   */
  CheckpointFolder(Checkpoints settings, Map<String, String> origin) {
    this.settings = settings;
    this.origin = origin;
  }

  /**
   * Where the run goes on; null if it starts anew.
   *
   * @throws InvalidInputException if there are checkpoints of a run that is not to be resumed, none
   *     of those to be resumed is whole, or the newest whole one is of another plan or of other
   *     images
   */
  @Nullable Checkpoint start() {
    List<Path> found = newestFirst();
    if (settings.start() == Checkpoints.Start.ANEW && !found.isEmpty()) {
      throw new InvalidInputException(
          "checkpoints: '"
              + settings.directory()
              + "' has those of another run, the newest '"
              + found.get(0).getFileName()
              + "'; resume it, or name another folder");
    }
    List<InvalidInputException> damaged = new ArrayList<>();
    for (Path file : found) {
      Checkpoint checkpoint = whole(file, damaged);
      if (checkpoint != null) {
        requireSame(file, checkpoint);
        damaged.forEach(e -> LOG.warn("{}; the one before it is used", e.getMessage()));
        LOG.info("the run goes on from '{}'", file);
        return checkpoint;
      }
    }
    requireNone(damaged);
    return null;
  }

  /** The newest that is whole. */
  Optional<Checkpoint> newest() {
    List<InvalidInputException> damaged = new ArrayList<>();
    return newestFirst().stream()
        .map(file -> Optional.ofNullable(whole(file, damaged)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static @Nullable Checkpoint whole(Path file, List<InvalidInputException> damaged) {
    try {
      return Checkpoint.read(file);
    } catch (InvalidInputException e) {
      damaged.add(e);
      return null;
    }
  }

  /** A run whose checkpoints are all lost does not start anew without being told to. */
  private void requireNone(List<InvalidInputException> damaged) {
    if (!damaged.isEmpty()) {
      throw new InvalidInputException(
          "checkpoints: none in '"
              + settings.directory()
              + "' is whole, of "
              + damaged.size()
              + " the newest: "
              + damaged.get(0).getMessage()
              + "; put a whole one there, or begin the run anew without resuming it",
          damaged.get(0));
    }
  }

  private void requireSame(Path file, Checkpoint checkpoint) {
    String renewed = RunOrigin.renewed(checkpoint.origin(), origin);
    if (!renewed.isEmpty()) {
      LOG.warn("'{}' was left by another engine, last bits may differ: {}", file, renewed);
    }
    List<String> differences = RunOrigin.differences(checkpoint.origin(), origin);
    if (differences.isEmpty()) {
      return;
    }
    String text = "'" + file + "' is of another run: " + String.join("; ", differences);
    if (settings.start() == Checkpoints.Start.RESUME) {
      throw new InvalidInputException(
          "checkpoint "
              + text
              + "; resume with what it was, or allow the change (--allow-changes, in code"
              + " 'Checkpoints.resumeChanged')");
    }
    LOG.warn("{}; it goes on with what is now", text);
  }

  /**
   * Makes the folder, and a file in it that is gone again.
   *
   * @throws InvalidInputException if that fails
   */
  void requireWritable() {
    Path folder = settings.directory();
    try {
      Files.createDirectories(folder);
      Path trial = folder.resolve("." + UUID.randomUUID() + ".partial");
      Files.newOutputStream(trial, CREATE_NEW, WRITE, DELETE_ON_CLOSE).close();
    } catch (IOException e) {
      throw new InvalidInputException(
          "checkpoints: cannot write in '"
              + folder
              + "': "
              + FileFaults.words(e)
              + "; name another folder",
          e);
    }
  }

  boolean isDue(long step) {
    return step % settings.every() == 0;
  }

  /** Writes one and lets go of those that are no longer kept. */
  void write(long step, long batches, StateDict variables) {
    write("checkpoint-%012d.safetensors".formatted(step), batches, variables);
  }

  /** Writes one that is kept until there is a better one. */
  void writeBest(long batches, StateDict variables) {
    write(BEST, batches, variables);
  }

  private void write(String name, long batches, StateDict variables) {
    Path folder = settings.directory();
    try {
      Files.createDirectories(folder);
      new Checkpoint(batches, variables, origin).write(folder.resolve(name));
      for (Path old : newestFirst().stream().skip(settings.keep()).toList()) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new HarlException(
          "checkpoints: cannot write in '" + folder + "': " + FileFaults.words(e), e);
    }
  }

  private List<Path> newestFirst() {
    if (!Files.isDirectory(settings.directory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(settings.directory())) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointFolder::step).reversed())
          .toList();
    } catch (IOException e) {
      throw new HarlException(
          "checkpoints: cannot list '" + settings.directory() + "': " + FileFaults.words(e), e);
    }
  }

  private static long step(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }
}
