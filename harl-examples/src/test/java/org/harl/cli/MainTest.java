package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int harl(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return Main.run(commandLine, arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "pretrain --help",
        "embed --help",
        "backends --help",
        "bench --help",
        "bench step --help",
        "bench input --help"
      })
  void everyCommandHasHelp(String arguments) {
    assertThat(harl(arguments.split(" "))).isZero();
    assertThat(out.toString()).startsWith("Usage: harl").contains("--help");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(harl()).isEqualTo(2);
    assertOneLine("a command is missing");
  }

  @Test
  void anUnknownOptionIsAUsageErrorInOneLine() {
    assertThat(harl("pretrain", "--epoch", "3")).isEqualTo(2);
    assertOneLine("--epoch");
  }

  @Test
  void aValueOfTheWrongKindIsAUsageErrorInOneLine() {
    assertThat(harl("pretrain", "--epochs", "many")).isEqualTo(2);
    assertOneLine("many");
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThat(harl("pretrain", "--images", folder.resolve("none").toString())).isEqualTo(2);
    assertOneLine("none' is not a folder");
  }

  @Test
  void anUnknownBackendIsRefusedAndLeavesNothingBehind() {
    Path output = folder.resolve("run");
    assertThat(harl("pretrain", "--backend", "abacus", "--output", output.toString())).isEqualTo(2);
    assertOneLine("'abacus'");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnknownMaskProviderIsRefused() {
    assertThat(harl("pretrain", "--masks", "no-such")).isEqualTo(2);
    assertOneLine("--masks: 'no-such'");
  }

  @Test
  void aFolderInUseIsNotWrittenTo() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThat(harl("pretrain", "--output", folder.toString())).isEqualTo(2);
    assertOneLine("--overwrite");
    assertThat(folder.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void aFileThatIsNoEncoderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.safetensors"), "text");
    assertThat(
            harl(
                "embed",
                "--encoder",
                file.toString(),
                "--images",
                folder.toString(),
                "--output",
                folder.resolve("e").toString()))
        .isEqualTo(2);
    assertOneLine("x.safetensors");
  }

  private void assertOneLine(String part) {
    assertThat(err.toString()).startsWith("harl: ").contains(part);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }
}
