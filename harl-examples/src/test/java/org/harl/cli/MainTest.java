package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.harl.cli.terminal.UsageErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is asked of the command line, and what it says where that is wrong. */
class MainTest extends Calls {
  private static Stream<CommandLine> commands() {
    return Stream.iterate(
            List.of(Main.commandLine()),
            level -> !level.isEmpty(),
            level -> level.stream().flatMap(c -> c.getSubcommands().values().stream()).toList())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(CommandLine command) {
    PrintStream before = System.err;
    ByteArrayOutputStream warned = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warned, true, StandardCharsets.UTF_8));
    try {
      assertThat(command.getUsageMessage())
          .startsWith("Usage: " + command.getCommandSpec().qualifiedName())
          .contains("--help")
          .doesNotContain("%%", "%n", "${");
    } finally {
      System.setErr(before);
    }
    assertThat(warned.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void valuesOfOptionsAreSpeltAsTheHelpHasThem(CommandLine command) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String help = String.join(" ", option.description());
      assertThat(UsageErrors.constants(option))
          .as(option.longestName())
          .allSatisfy(value -> assertThat(help).containsPattern("\\b" + value + "\\b"));
      assertThat(help)
          .doesNotContainPattern("Default: .*\\b(BYOL|SGD|LARS|SMALL|CENTRE|ONLINE)\\b");
    }
  }

  @Test
  void helpIsPrinted() {
    assertThat(harl("pretrain", "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: harl pretrain").contains("--epochs");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pretain | 'pretain' is none of the commands | 'pretrain'",
        "embed --encoder x --image y | there is no option '--image'; | '--images'",
        "evaluate knnn | 'knnn' is none of the commands [knn, | 'knn'",
        "pretrain --epoch 3 | there is no option '--epoch'; | '--epochs'",
        "pretrain --optimizer=sgd | there is no option '--optimizer'; | '--optimiser'",
        "pretrain --lr 1 | there is no option '--lr'; | '--learning-rate'",
        "pretrain --batch-size 8 | there is no option '--batch-size'; | '--batch'",
        "pretrain --objective hybird | objective 'hybird' is not on the class path, found [byol, detcon-b, detcon-s, hybrid, mask, moco, pirl, simclr, simsiam, supervised]; | 'hybrid'",
        "pretrain --encoder resnet81 | found [resnet101, resnet18, resnet34, | 'resnet18'",
        "ablate --vary objective,maks | --vary: 'maks' is none of [method, | 'masks'",
        "pretrain --masks mdb | --masks: 'mdb' is neither a folder | 'mbd'",
        "pretrain --output x --backend dlj | backend 'dlj' is not on the class path | 'djl'",
        "doctor --backend dlj | --backend: 'dlj' is not on the class path | 'djl'",
        "export --encoder x --format ONXX | format 'ONXX' is not on the class path | 'onnx'",
        "embed --images . --size 9 --encoder random:resnet81 | encoder 'resnet81' is not on the class path, found [resnet101, | 'resnet18'"
      })
  void whatIsNearlyRightIsNamed(String arguments, String fault, String meant) {
    assertThat(harl(arguments.split(" "))).isEqualTo(2);
    assertOneLine(fault);
    assertOneLine("did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"frobnicate", "pretrain --zzz", "pretrain 50%", "pretrain --%s=%d", "pretrain -Z"})
  void whatIsLikeNothingHasNoHint(String arguments) {
    assertThat(harl(arguments.split(" "))).isEqualTo(2);
    String last = arguments.substring(arguments.lastIndexOf(' ') + 1).replace("=%d", "");
    assertOneLine("'" + last + "'");
    assertThat(err.toString()).doesNotContain("did you mean");
  }

  @Test
  void anEmptyPathIsRefused() {
    assertThat(harl("pretrain", "--images", "")).isEqualTo(2);
    assertOneLine("it is empty; name a path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pretrain --images gr\uFFFDn",
        "pretrain --images=gr\uFFFDn",
        "pretrain --masks onnx:gr\uFFFDn",
        "embed --images . --encoder gr\uFFFDn"
      })
  void aNameThatIsNoTextIsToBeRenamed(String arguments) throws IOException {
    assertThat(harl(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString())
        .matches(
            "harl: --(images|masks|encoder): '(onnx:)?gr\uFFFDn': the name has bytes .*; rename it\\R");
    Path there = Files.createDirectory(folder.resolve("gr\uFFFDn"));
    assertThat(harl("pretrain", "--images", there.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("holds no image");
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

  @Test
  void aFolderWithoutARunCannotBeCompared() {
    assertThat(harl("compare", folder.toString(), folder.toString())).isEqualTo(2);
    assertOneLine("steps.csv'; name the output folder of a run");
  }

  @Test
  void aRunWithoutAStepCannotBeCompared() throws IOException {
    Files.writeString(folder.resolve("steps.csv"), "step,epoch,loss\n");
    assertThat(harl("compare", folder.toString(), folder + "/.")).isEqualTo(2);
    assertOneLine("steps.csv' has no step; leave the run out");
  }

  @Test
  void aRunWhosePlanIsNoJsonIsRefusedBeforeAnythingIsPrinted() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (Path run : List.of(folder, copy)) {
      Files.writeString(run.resolve("steps.csv"), "step,epoch,loss\n1,1,2\n");
      Files.writeString(run.resolve("plan.json"), "{");
    }
    String page = folder.resolveSibling(folder.getFileName() + ".html").toString();
    assertThat(harl("compare", "--output", page, folder.toString(), copy.toString())).isEqualTo(2);
    assertOneLine("' is not the folder of a run: 'plan.json' is not JSON: Unexpected end-of-input");
    assertThat(err.toString()).doesNotContain("Source");
  }

  @Test
  void anUnknownFormatToExportIsRefused() {
    assertThat(harl("export", "--encoder", "x", "--format", "punched-cards")).isEqualTo(2);
    assertOneLine("[onnx, savedmodel, torchscript]");
  }
}
