package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder that cannot be replaced is filled from within, as one that has a partial form in it. */
class PartialFolderTest {
  @TempDir Path temporary;

  private Path out = Path.of("out");

  @BeforeEach
  void aFolderThatCannotBeReplaced() throws IOException {
    out = temporary.toRealPath().resolve("out");
    Files.createDirectories(out.resolve(".partial"));
  }

  @Test
  void aFolderThatCannotBeReplacedIsFilledFromWithin() throws IOException {
    Files.createDirectory(out.resolve("lost+found"));
    Object before = Files.readAttributes(out, "*").get("fileKey");
    RunDirectory run = new RunDirectory(out, false);
    Files.writeString(run.file("plan.json"), "{}");
    Files.createDirectory(run.file("checkpoints"));
    assertThat(out).isDirectoryNotContaining("glob:**plan.json");
    assertThat(run.publish()).isEqualTo(out);
    assertThat(out.resolve("plan.json")).hasContent("{}");
    assertThat(out.resolve("checkpoints")).isDirectory();
    assertThat(out.resolve(".partial")).doesNotExist();
    assertThat(out.resolve("lost+found")).isDirectory();
    assertThat(temporary).isDirectoryNotContaining("glob:**out.partial");
    assertThat(Files.readAttributes(out, "*").get("fileKey")).isEqualTo(before);
  }

  @Test
  void itsInterruptedRunGoesOnAndMayReplaceWhatItWasToldTo() throws IOException {
    Files.writeString(out.resolve("plan.json"), "{\"seed\": 1}");
    Files.writeString(out.resolve("curve.png"), "old");
    try (RunDirectory killed = new RunDirectory(out, true)) {
      Files.writeString(killed.file("plan.json"), "{\"seed\": 2}");
    }
    assertThatThrownBy(() -> new RunDirectory(out, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is not empty");
    RunDirectory resumed = new RunDirectory(out, false, true);
    assertThat(resumed.file("plan.json")).hasContent("{\"seed\": 2}");
    resumed.publish();
    assertThat(out.resolve("plan.json")).hasContent("{\"seed\": 2}");
    assertThat(out.resolve("curve.png")).doesNotExist();
  }

  @Test
  void strangersFilesKeepItFromBeingReplaced() throws IOException {
    Files.writeString(out.resolve("plan.json"), "{}");
    Files.writeString(out.resolve("thesis.tex"), "mine");
    assertThatThrownBy(() -> new RunDirectory(out, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("holds 'thesis.tex', which harl did not write");
    Files.delete(out.resolve("thesis.tex"));
    Files.writeString(out.resolve(".partial/thesis.tex"), "mine");
    assertThatThrownBy(() -> new RunDirectory(out, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("holds 'thesis.tex', which harl did not write");
  }

  @Test
  void aRefusedRunLeavesTheFolderEmpty() throws IOException {
    RunDirectory refused = new RunDirectory(out, false);
    Files.writeString(refused.file("plan.json"), "{}");
    refused.discard();
    assertThat(out).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkToAFolderStaysAndTheRunIsWhereItLeads() throws IOException {
    Path real = Files.createDirectory(temporary.toRealPath().resolve("volume"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), real);
    RunDirectory run = new RunDirectory(link, false);
    Files.writeString(run.file("plan.json"), "{}");
    run.publish();
    assertThat(link).isSymbolicLink();
    assertThat(real.resolve("plan.json")).hasContent("{}");
    assertThat(temporary).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void mountPointsAreToldFromFolders() throws IOException {
    assertThat(PartialFolder.isMountPoint(Path.of("/proc"))).isTrue();
    assertThat(PartialFolder.isMountPoint(out)).isFalse();
  }
}
