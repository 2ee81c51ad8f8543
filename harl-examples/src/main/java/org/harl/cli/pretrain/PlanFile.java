package org.harl.cli.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.WholeFile;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.train.Checkpoints;
import org.harl.train.PretrainingPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run's settings as a JSON object: the options of {@code harl pretrain} by their names without
 * dashes, {@code {"encoder": "resnet18", "width": 0.25}}, each with the value that the run had.
 * Options that no result depends on are not part of a plan. Files and folders are written by their
 * absolute paths, so that a plan means the same wherever it is read.
 */
final class PlanFile {
  static final String NAME = HarlFolder.PLAN;

  private static final Logger LOG = LoggerFactory.getLogger(PlanFile.class);

  /** What a checkpoint keeps of it, {@link PretrainingPlan#notes}. */
  private static final String NOTE = "options";

  private final Path file;
  private final @Nullable String content;

  private PlanFile(Path file, @Nullable String content) {
    this.file = file;
    this.content = content;
  }

  /**
   * One that is not read.
   *
   * @param name what it is called in messages
   */
  static PlanFile of(Path name, String content) {
    return new PlanFile(name, content);
  }

  /** Where the plan is from, if it says so. */
  Optional<String> about() {
    return PlanText.about(file, read());
  }

  static PlanFile at(Path file) {
    return new PlanFile(file, null);
  }

  /** That of a run. */
  static PlanFile in(Path folder) {
    return at(folder.resolve(NAME));
  }

  boolean isThere() {
    return Files.exists(file);
  }

  /** What the file says, and of the rest what is known already. */
  Map<String, String> over(Map<String, String> known, CommandSpec command) {
    Map<String, String> all = new LinkedHashMap<>(known);
    all.putAll(read(PlanText.options(command)));
    return all;
  }

  /**
   * What the run was told that goes on: the file says it, or where that cannot be read the newest
   * checkpoint; nothing where the run left neither.
   */
  Map<String, String> resumed(CommandSpec command) {
    if (!isThere()) {
      return kept(command);
    }
    try {
      return PlanText.values(file, read(), PlanText.options(command));
    } catch (InvalidInputException e) {
      Map<String, String> kept = kept(command);
      LOG.warn(
          "{}; {}",
          e.getMessage(),
          kept.isEmpty()
              ? "it is left out, give the options of the run"
              : "the run's newest checkpoint knows its options");
      return kept;
    }
  }

  private Map<String, String> kept(CommandSpec command) {
    Path run = file.toAbsolutePath().getParent();
    return Checkpoints.in(Objects.requireNonNull(run).resolve(CheckpointArguments.FOLDER))
        .newest()
        .map(checkpoint -> checkpoint.notes().get(NOTE))
        .map(text -> PlanText.values(file, text, PlanText.options(command)))
        .orElse(Map.of());
  }

  /** The options of a plan by their names. */
  Map<String, String> read(TreeSet<String> options) {
    return PlanText.values(file, read(), options);
  }

  private String read() {
    if (content != null) {
      return content;
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "plan '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  /** The plan of a run that begins; what was there before it is not needed any more. */
  static void begin(RunDirectory directory, PretrainOptions options) throws IOException {
    directory.began();
    at(directory.file(NAME)).write(options);
  }

  /** Writes the options in one move, in the order of the help. */
  void write(PretrainOptions options) throws IOException {
    WholeFile.write(file, PlanText.of(options));
  }

  /** What a checkpoint is to keep, so that the file can be made again. */
  static Map<String, String> notes(PretrainOptions options) {
    return Map.of(NOTE, PlanText.of(options));
  }
}
