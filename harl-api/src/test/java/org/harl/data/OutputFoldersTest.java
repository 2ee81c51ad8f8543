package org.harl.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // links are not for everyone there
class OutputFoldersTest {
  @TempDir Path folder;

  @BeforeEach
  void withoutLinks() throws IOException {
    folder = folder.toRealPath();
  }

  @Test
  void whatIsNotThereYetLiesWhereItsFolderDoes() throws IOException {
    Path there = Files.createDirectories(folder.resolve("far/there"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), there);
    assertThat(OutputFolders.real(link)).isEqualTo(there);
    assertThat(OutputFolders.real(link.resolve("new/a"))).isEqualTo(there.resolve("new/a"));
    assertThat(OutputFolders.real(folder.resolve("x/../y"))).isEqualTo(folder.resolve("y"));
    assertThat(OutputFolders.real(Path.of("new")))
        .isEqualTo(Path.of("").toRealPath().resolve("new"));
  }

  @Test
  void pathBehindALinkGoesUpFromWhereTheLinkLeads() throws IOException {
    Path there = Files.createDirectories(folder.resolve("far/there"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), there);
    assertThat(OutputFolders.real(link.resolve(".."))).isEqualTo(folder.resolve("far"));
  }

  @Test
  void linkThatLeadsNowhereStandsForItself() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
    assertThat(OutputFolders.real(link)).isEqualTo(link);
  }

  @Test
  void fileIsLockedOnceUntilItsChannelIsClosed() throws IOException {
    Path file = folder.resolve(".lock");
    FileLock lock = OutputFolders.lock(file).orElseThrow();
    assertThat(OutputFolders.lock(file)).isEmpty();
    lock.channel().close();
    FileLock next = OutputFolders.lock(file).orElseThrow();
    next.channel().close();
  }
}
