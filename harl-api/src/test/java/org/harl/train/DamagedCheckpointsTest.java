package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCheckpointsTest {
  private static final Map<String, String> ORIGIN = Map.of();

  @TempDir Path folder;

  private CheckpointFolder resumed() {
    return new CheckpointFolder(Checkpoints.in(folder).resume(), ORIGIN);
  }

  private Path damaged(int step) throws IOException {
    return Files.write(
        folder.resolve("checkpoint-%012d.safetensors".formatted(step)), new byte[100]);
  }

  @Test
  void aRunWithoutCheckpointsStartsAnew() {
    assertThat(resumed().start()).isNull();
  }

  @Test
  void theOneBeforeADamagedOneIsUsed() throws IOException {
    StateDict state = new StateDict(Map.of("w", TensorData.of(Shape.of(2), 1f, 2f)));
    new Checkpoint(7, state, ORIGIN).write(folder.resolve("checkpoint-000000000007.safetensors"));
    damaged(8);
    Checkpoint start = resumed().start();
    assertThat(start).isNotNull();
    assertThat(start.batches()).isEqualTo(7);
  }

  @Test
  void whereAllAreDamagedTheRunDoesNotStartAnew() throws IOException {
    Path newest = damaged(12);
    damaged(8);
    assertThatThrownBy(() -> resumed().start())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("checkpoints: none in '" + folder + "' is whole, of 2 the newest: ")
        .hasMessageContaining(newest.toString())
        .hasMessageContaining("begin the run anew without resuming it");
    assertThat(newest).hasSize(100);
  }
}
