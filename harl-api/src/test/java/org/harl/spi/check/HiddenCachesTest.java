package org.harl.spi.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenCachesTest {
  @TempDir Path processors;

  @Test
  void aListedCacheIsNotHidden() throws IOException {
    Files.createDirectories(processors.resolve("cpu0/cache/index0"));
    assertThat(HiddenCaches.in(processors, "Linux", "amd64")).isFalse();
  }

  @Test
  void noFolderOfCachesOrAnEmptyOneMeansThatTheyAreHidden() throws IOException {
    Files.createDirectories(processors.resolve("cpu0"));
    assertThat(HiddenCaches.in(processors, "Linux", "amd64")).isTrue();
    Files.createDirectories(processors.resolve("cpu0/cache"));
    assertThat(HiddenCaches.in(processors, "Linux", "x86_64")).isTrue();
  }

  @Test
  void otherSystemsAndProcessorsHideNothing() {
    assertThat(HiddenCaches.in(processors, "Linux", "aarch64")).isFalse();
    assertThat(HiddenCaches.in(processors, "Mac OS X", "x86_64")).isFalse();
    assertThat(HiddenCaches.in(processors, "Windows 11", "amd64")).isFalse();
  }
}
