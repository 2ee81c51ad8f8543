package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.train.Checkpoint;
import org.junit.jupiter.api.Test;

class PlanOfAKilledRunTest extends KilledRun {
  @Test
  void aPlanThatCannotBeReadIsMadeAgainFromTheNewestCheckpoint() throws IOException {
    Path killed = folder.resolve("killed");
    copy(partial, killed);
    for (String text : List.of("", "{")) {
      Files.writeString(partial.resolve(PlanFile.NAME), text);
      assertResumes("");
      again(killed);
    }
    Files.delete(partial.resolve(PlanFile.NAME));
    assertResumes("");
  }

  /** As versions before this one left it. */
  private void forgetTheOptions() throws IOException {
    try (Stream<Path> files = Files.list(partial.resolve(CheckpointArguments.FOLDER))) {
      for (Path file : files.toList()) {
        Checkpoint whole = Checkpoint.read(file);
        Map<String, String> origin = new LinkedHashMap<>(whole.origin());
        assertThat(origin.keySet().removeIf(key -> key.startsWith("note"))).isTrue();
        assertThat(origin.keySet().removeAll(List.of("threads", "precision", "engine safety")))
            .isTrue();
        new Checkpoint(whole.batches(), whole.variables(), origin).write(file);
      }
    }
  }

  @Test
  void withoutAPlanTheOptionsOfTheCommandLineStand() throws IOException {
    forgetTheOptions();
    Files.writeString(partial.resolve(PlanFile.NAME), "{");
    String alone = "pretrain --resume --output " + folder.resolve("run");
    assertThat(harl(alone)).isEqualTo(2);
    assertThat(partial.resolve(PlanFile.NAME)).hasContent("{");
    assertThat(err.toString()).contains("is of another run: ");
    String options = SMALL.substring("pretrain".length(), SMALL.indexOf(" --output"));
    assertResumes(options);
  }
}
