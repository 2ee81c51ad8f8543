package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.Table;
import org.harl.cli.terminal.UsageErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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
        "evaluate knnn | 'knnn' is none of the commands [knn, | 'knn'",
        "pretrain --epoch 3 | there is no option '--epoch'; | '--epochs'",
        "pretrain --optimizer=sgd | there is no option '--optimizer'; | '--optimiser'",
        "pretrain --lr 1 | there is no option '--lr'; | '--learning-rate'",
        "pretrain --batch-size 8 | there is no option '--batch-size'; | '--batch'",
        "pretrain --objective hybird | objective 'hybird' is not on the class path, found [byol, hybrid, mask]; | 'hybrid'",
        "pretrain --encoder resnet81 | found [resnet101, resnet18, resnet34, | 'resnet18'",
        "ablate --vary objective,maks | --vary: 'maks' is none of [objective, | 'masks'",
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
  void namesAreTakenInAnyCase() throws IOException {
    String run =
        "pretrain --backend DJL --device CPU --masks Centre --objective Mask --optimiser sgd"
            + " --encoder ResNet18 --precision Float32 --scenes 16 --size 16 --width 0.0625"
            + " --projector-hidden 16 --projector-out 8 --batch 8 --epochs 1 --knn-every 0 --output ";
    assertThat(harl((run + folder.resolve("run")).split(" "))).as(err.toString()).isZero();
    String export = "export --encoder Random:ResNet18,Small,WIDTH=0.0625 --size 16 --format ONNX";
    assertThat(harl((export + " --output " + folder.resolve("model")).split(" "))).isZero();
    assertThat(folder.resolve("model/encoder.onnx")).isNotEmptyFile();
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
  void runWritesItsFolderAndTheEncoderEmbedsImages() throws IOException {
    Path run = folder.resolve("run");
    String small =
        "pretrain --scenes 48 --size 16 --width 0.125 --projector-hidden 16 --projector-out 8"
            + " --batch 16 --epochs 2 --knn-every 1 --output "
            + run;
    assertThat(harl(small.split(" "))).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("kNN accuracy: \\d+\\.\\d% untrained, \\d+\\.\\d% trained")
        .contains("written to " + run);
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "encoder.safetensors",
              "best.safetensors",
              "plan.json",
              "steps.csv",
              "knn.csv",
              "curve.png",
              "report.html",
              "events.out.tfevents.harl",
              "checkpoints");
    }
    assertThat(run.resolve("report.html"))
        .content()
        .contains("<h2>Loss and its terms", "<h2>Views as the network saw them", "<th>width")
        .doesNotContain("http:", "https:");
    assertThat(Files.readAllLines(run.resolve("steps.csv"))).hasSize(7);
    assertThat(Files.readAllLines(run.resolve("knn.csv"))).hasSize(4);

    Path images = Files.createDirectory(folder.resolve("images"));
    ImageIO.write(new BufferedImage(20, 30, 1), "png", images.resolve("a.png").toFile());
    String embed = "embed --encoder " + run + "/encoder.safetensors --images " + images;
    assertThat(harl((embed + " --output " + folder.resolve("e")).split(" "))).isZero();
    assertThat(folder.resolve("e.npy")).isRegularFile();
    assertThat(Files.readAllLines(folder.resolve("e.csv")).get(1)).startsWith("a.png,");

    String export = "export --encoder " + run + "/encoder.safetensors --output ";
    assertThat(harl((export + folder.resolve("model")).split(" "))).isZero();
    assertThat(folder.resolve("model/saved_model.pb")).isNotEmptyFile();
  }

  @Test
  void encoderOfTheBestEpochIsKept() throws IOException {
    String small =
        "pretrain --scenes 48 --size 16 --width 0.125 --projector-hidden 16 --projector-out 8"
            + " --batch 16 --epochs 5 --knn-every 1 --learning-rate 3 --output "
            + folder;
    assertThat(harl((small + "/run").split(" "))).as(err.toString()).isZero();
    List<CSVRecord> rows = Table.read(folder.resolve("run/knn.csv"));
    assertThat(rows).hasSize(6);
    CSVRecord best =
        rows.stream()
            .skip(1) // untrained
            .reduce((a, b) -> accuracy(b) > accuracy(a) ? b : a)
            .orElseThrow();
    String again = small + "/again --stop-after " + best.get("epoch");
    assertThat(harl(again.split(" "))).as(err.toString()).isZero();
    assertThat(folder.resolve("run/best.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("again/encoder.safetensors"));
    String from = small + "/from --epochs 1 --learning-rate 0 --initial ";
    assertThat(harl((from + folder.resolve("run/checkpoints/best.safetensors")).split(" ")))
        .as(err.toString())
        .isZero();
    assertThat(Table.read(folder.resolve("from/knn.csv")).get(0).get("accuracy"))
        .isEqualTo(best.get("accuracy"));
  }

  private static double accuracy(CSVRecord row) {
    return Double.parseDouble(row.get("accuracy"));
  }

  @Test
  void runsOfBothBackendsAreLaidOnEachOther() throws IOException {
    for (String backend : new String[] {"djl", "tf"}) {
      String small =
          "pretrain --scenes 32 --size 16 --width 0.125 --projector-hidden 16 --projector-out 8"
              + " --batch 16 --epochs 2 --backend %s --output %s/%s";
      assertThat(harl(small.formatted(backend, folder, backend).split(" "))).isZero();
    }
    Path picture = folder.resolve("losses.png");
    String compare = "compare %s/djl %s/tf --output %s".formatted(folder, folder, picture);
    assertThat(harl(compare.split(" "))).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("/djl: 4 steps, loss ", "/tf: 4 steps, loss ", "drawn in " + picture);
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void aFolderWithoutARunCannotBeCompared() {
    assertThat(harl("compare", folder.toString(), folder.toString())).isEqualTo(2);
    assertOneLine("steps.csv'; name the output folder of a run");
  }

  @Test
  void anUnknownFormatToExportIsRefused() {
    assertThat(harl("export", "--encoder", "x", "--format", "punched-cards")).isEqualTo(2);
    assertOneLine("[onnx, savedmodel, torchscript]");
  }

  @Test
  void planOfARunRepeatsIt() throws IOException {
    String small =
        "pretrain --scenes 32 --size 16 --width 0.125 --projector-hidden 16 --projector-out 8"
            + " --batch 16 --epochs 1 --seed 3 --output ";
    assertThat(harl((small + folder.resolve("a")).split(" "))).isZero();
    Path plan = folder.resolve("a/plan.json");
    assertThat(harl("pretrain", "--plan", plan.toString(), "--output", folder + "/b")).isZero();
    assertThat(folder.resolve("b/encoder.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("a/encoder.safetensors"));
    assertThat(folder.resolve("b/plan.json")).hasSameTextualContentAs(plan);
  }

  @Test
  void imagesThatCannotBeReadStopTheRunAndLeaveNothing() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (String name : new String[] {"a", "b", "c"}) {
      ImageIO.write(new BufferedImage(20, 30, 1), "png", images.resolve(name + ".png").toFile());
    }
    Files.writeString(images.resolve("d.png"), "no image");
    String run =
        "pretrain --images %s --size 16 --width 0.125 --batch 2 --epochs 3 --output %s"
            .formatted(images, folder.resolve("run"));
    assertThat(harl(run.split(" "))).isEqualTo(1);
    assertThat(err.toString()).contains("'d.png'").contains("Repair or remove them");
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(folder.resolve("run.partial")).doesNotExist();
  }

  @Test
  void embeddingIsTimedAgainstTheEncoderAlone() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (String name : new String[] {"a", "b", "c"}) {
      ImageIO.write(new BufferedImage(20, 30, 1), "png", images.resolve(name + ".png").toFile());
    }
    String bench =
        "bench embed %s --encoder random:resnet18,small,width=0.125 --size 16 --batch 2 --rounds 1"
            .formatted(images);
    assertThat(harl(bench.split(" "))).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .contains("\"images\":3", "\"first_s\":", "\"forward_images_per_s\":", "\"ratio\":");
  }

  private void assertOneLine(String part) {
    assertThat(err.toString()).startsWith("harl: ").contains(part);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }
}
