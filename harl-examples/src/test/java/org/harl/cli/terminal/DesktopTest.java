package org.harl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DesktopTest {
  private static final Path PAGE = Path.of("run", "report.html");

  @TempDir Path folder;

  private Map<String, String> desktop(String command, String variable) throws IOException {
    Path program = Files.createFile(folder.resolve(command));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return Map.of("PATH", "/none:" + folder, variable, ":0");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDesktopOfLinuxOpensWithItsOwnCommand() throws IOException {
    Map<String, String> environment = desktop("xdg-open", "WAYLAND_DISPLAY");
    assertThat(Desktop.opener("Linux", environment, PAGE).orElseThrow())
        .containsExactly(folder + "/xdg-open", PAGE.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aMacNeedsNoDisplay() throws IOException {
    Map<String, String> environment = desktop("open", "HOME");
    assertThat(Desktop.opener("Mac OS X", environment, PAGE).orElseThrow())
        .containsExactly(folder + "/open", PAGE.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsOpenedWithoutADisplayOrWithoutTheCommand() throws IOException {
    assertThat(Desktop.opener("Linux", desktop("xdg-open", "HOME"), PAGE)).isEmpty();
    assertThat(Desktop.opener("Linux", Map.of("PATH", "/none", "DISPLAY", ":0"), PAGE)).isEmpty();
  }

  @Test
  void windowsStartsIt() {
    assertThat(Desktop.opener("Windows 11", Map.of(), PAGE).orElseThrow())
        .startsWith("cmd", "/c", "start")
        .endsWith(PAGE.toString());
  }
}
