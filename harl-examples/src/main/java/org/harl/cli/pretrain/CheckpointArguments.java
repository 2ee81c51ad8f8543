package org.harl.cli.pretrain;

import java.nio.file.Path;
import org.harl.cli.options.Checks;
import org.harl.cli.terminal.OptionGroup;
import org.harl.train.Checkpoints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run survives an interruption. */
@OptionGroup("Checkpoints")
final class CheckpointArguments {
  /** Where a run keeps its checkpoints. */
  static final String FOLDER = "checkpoints";

  @Option(
      names = "--resume",
      description =
          "Go on with the run that was interrupted in --output, with its plan, from its newest"
              + " checkpoint. Starts anew where there is none.")
  boolean resume;

  @Option(
      names = "--allow-changes",
      description = "Resume although options or images are others than the run's.")
  boolean allowChanges;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Steps between checkpoints, 0 for none. Default: ${DEFAULT-VALUE}.")
  private int every = 500;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description =
          "Checkpoints to keep, the newest; with --knn-every the best one too. Default:"
              + " ${DEFAULT-VALUE}.")
  private int keep = 2;

  /** What these options say; null for no checkpoints. */
  @Nullable Checkpoints of(Path directory) {
    Checks.atLeast("--checkpoint-every", every, 0);
    Checks.atLeast("--keep", keep, 1);
    if (every == 0) {
      return null;
    }
    Checkpoints anew = Checkpoints.in(directory).withEvery(every).withKeep(keep);
    return !resume ? anew : allowChanges ? anew.resumeChanged() : anew.resume();
  }
}
