package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.HarlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  @Test
  void aFileThatCannotBeWrittenStaysAsItWasAndIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "before");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write('x');
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(HarlException.class)
        .hasMessage("'" + file + "' cannot be written: the disk is full; make room");
    assertThat(file).hasContent("before");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    WholeFile.write(link, "after");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("after");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceIsWrittenToAndStaysOne() {
    assertThatThrownBy(() -> WholeFile.write(FULL, "text"))
        .hasMessage("'/dev/full' cannot be written: the disk is full; make room");
    assertThatThrownBy(() -> new Table(FULL, "a", "b").close())
        .hasMessage("'/dev/full' cannot be written: the disk is full; make room");
    assertThat(Files.isRegularFile(FULL)).isFalse();
    assertThat(FULL).exists();
  }
}
