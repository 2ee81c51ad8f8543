package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir Path folder;

  @Test
  void theFolderAppearsWithEverythingInIt() throws IOException {
    Path target = folder.resolve("run");
    RunDirectory directory = new RunDirectory(target, false);
    Files.writeString(directory.file("a.txt"), "a");
    assertThat(target).doesNotExist();
    directory.publish();
    assertThat(target.resolve("a.txt")).hasContent("a");
    assertThat(folder.resolve("run.partial")).doesNotExist();
  }

  @Test
  void whatABrokenRunLeftIsNotLostUnasked() throws IOException {
    try (RunDirectory broken = new RunDirectory(folder.resolve("run"), false)) {
      Files.writeString(broken.file("steps.csv"), "1");
    }
    assertThatThrownBy(() -> new RunDirectory(folder.resolve("run"), false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("run.partial");
    try (RunDirectory resumed = new RunDirectory(folder.resolve("run"), false, true)) {
      assertThat(resumed.resumed()).isTrue();
      assertThat(resumed.file("steps.csv")).hasContent("1");
    }
    try (RunDirectory anew = new RunDirectory(folder.resolve("run"), true)) {
      assertThat(anew.file("steps.csv")).doesNotExist();
    }
  }

  @Test
  void aFileInItsPlaceIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("run"), "text");
    assertThatThrownBy(() -> new RunDirectory(file, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a file");
    assertThat(file).hasContent("text");
  }

  @Test
  void aRunThatNeverBeganLeavesNothing() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("run"), false);
    Files.writeString(directory.file("plan.json"), "{}");
    directory.discardWithout("steps.csv");
    assertThat(folder).isEmptyDirectory();
  }
}
