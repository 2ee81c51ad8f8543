package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.harl.cli.Main;
import org.harl.cli.images.Sources;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class PlanFileTest {
  @TempDir Path folder;

  private Path file = Path.of("plan.json");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("plan.json");
  }

  private static CommandSpec parsed(List<String> arguments) {
    CommandLine harl = Main.commandLine();
    harl.parseArgs(Stream.concat(Stream.of("pretrain"), arguments.stream()).toArray(String[]::new));
    return harl.getSubcommands().get("pretrain").getCommandSpec();
  }

  private static @Nullable Object value(CommandSpec command, String name) {
    return command.findOption("--" + name).getValue();
  }

  private TreeSet<String> options() {
    return PlanFile.options(parsed(List.of()));
  }

  @Test
  void aPlanThatIsWrittenIsReadAsTheSameOptions() throws IOException {
    CommandSpec given =
        parsed(
            List.of(
                "--encoder=resnet50",
                "--width=0.5",
                "--no-blur",
                "--tau=0.9375",
                "--batch=16",
                "--output=elsewhere",
                "--threads=7",
                "--loader-threads=5",
                "--images=a folder"));
    PlanFile.write(file, given, options());
    CommandSpec read = parsed(PlanFile.read(file, options()));
    assertThat(value(read, "images")).isEqualTo(Path.of("a folder").toAbsolutePath());
    for (String name : options()) {
      if (!name.equals("images")) {
        assertThat(value(read, name)).as(name).isEqualTo(value(given, name));
      }
    }
    assertThat(file)
        .content()
        .contains("\"no-blur\" : true", "\"threads\" : 7")
        .doesNotContain("loader-threads", "elsewhere");
  }

  @Test
  void masksAreWrittenSoThatTheyMeanTheSameInAnyFolder() {
    String pom = Path.of("pom.xml").toAbsolutePath().toString();
    assertThat(Sources.anchored("src")).isEqualTo(Path.of("src").toAbsolutePath().toString());
    assertThat(Sources.anchored("torchscript:pom.xml")).isEqualTo("torchscript:" + pom);
    assertThat(Sources.anchored("drfi")).isEqualTo("drfi");
    assertThat(Sources.anchored("torchscript:nowhere.pt")).isEqualTo("torchscript:nowhere.pt");
  }

  @Test
  void optionsBesideAPlanWin() throws IOException {
    Files.writeString(file, "{\"epochs\": 5, \"batch\": 8, \"no-blur\": true}");
    List<String> arguments =
        PlanFile.expand(
            List.of("--batch", "4", "--no-blur=false", "--plan", file.toString()), options());
    CommandSpec merged = parsed(arguments);
    assertThat(value(merged, "epochs")).isEqualTo(5);
    assertThat(value(merged, "batch")).isEqualTo(4);
    assertThat(value(merged, "no-blur")).isEqualTo(false);
  }

  @Test
  void anUnknownKeyIsRefusedByName() throws IOException {
    Files.writeString(file, "{\"epochs\": 5, \"momentun\": 0.9}");
    assertThatThrownBy(() -> PlanFile.read(file, options()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unknown key 'momentun'")
        .hasMessageContaining("epochs");
  }

  @Test
  void whatIsNotAPlanIsRefused() throws IOException {
    for (String text : List.of("", "[1]", "{\"epochs\": [3]}", "{\"epochs\": null}", "{")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> PlanFile.read(file, options()))
          .as(text)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("plan.json");
    }
    assertThatThrownBy(() -> PlanFile.read(folder.resolve("none.json"), options()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.json");
  }
}
