package org.harl.train;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.harl.error.InvalidInputException;

/**
 * Where a run leaves its state, how often, and whether it goes on from what is there.
 *
 * @param directory made if it is not there; holds {@code checkpoint-STEP.safetensors}, and {@code
 *     best.safetensors} where a listener keeps one ({@link TrainingListener.Epoch#keepAsBest})
 * @param every steps from one checkpoint to the next, at least 1; 500 in {@link #in}. A resumed run
 *     loses at most as many steps
 * @param keep how many of the newest are kept, at least 1; 2 in {@link #in}, so that one is whole
 *     if the machine fails while the other is written
 * @param start what the run does with checkpoints that are there; {@code ANEW} in {@link #in}
 */
@RecordBuilder
public record Checkpoints(Path directory, int every, int keep, Start start)
    implements CheckpointsBuilder.With {
  /** What a run does with the checkpoints that it finds. */
  public enum Start {
    /** Starts anew, and is refused if there are any. */
    ANEW,
    /** Goes on from the newest that is whole; refused if the plan or the images are others. */
    RESUME,
    /** Goes on though the plan or the images are others; the difference is logged. */
    RESUME_CHANGED
  }

  /** Checks the numbers. */
  public Checkpoints {
    if (every < 1 || keep < 1) {
      throw new InvalidInputException(
          "checkpoints: 'every' and 'keep' must be at least 1, got " + every + " and " + keep);
    }
  }

  /**
   * {@return every 500 steps, the newest two, for a run that starts anew}
   *
   * @param directory made where it is missing
   */
  public static Checkpoints in(Path directory) {
    return new Checkpoints(directory, 500, 2, Start.ANEW);
  }

  /** {@return the newest checkpoint that is whole; none where there is none} */
  public Optional<Checkpoint> newest() {
    return new CheckpointFolder(this, Map.of()).newest();
  }

  /** {@return the same for a run that goes on} */
  public Checkpoints resume() {
    return withStart(Start.RESUME);
  }

  /** {@return the same for a run that goes on with another plan or other images} */
  public Checkpoints resumeChanged() {
    return withStart(Start.RESUME_CHANGED);
  }
}
