package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.Table;
import org.junit.jupiter.api.Test;

/** Small runs, and what other commands make of what they left. */
class RunsTest extends Calls {
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

  /** A run of 3 steps an epoch. */
  private Path run(int epochs) {
    Path run = folder.resolve("run");
    String small =
        "pretrain --scenes 48 --size 16 --width 0.125 --projector-hidden 16 --projector-out 8"
            + " --batch 16 --epochs %d --knn-every 1 --output %s";
    assertThat(harl(small.formatted(epochs, run).split(" "))).as(err.toString()).isZero();
    return run;
  }

  @Test
  void runFillsItsFolder() throws IOException {
    Path run = run(2);
    assertThat(out.toString())
        .containsPattern("kNN accuracy: \\d+\\.\\d% untrained, \\d+\\.\\d% trained")
        .contains("written to " + run);
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "encoder.safetensors",
              "best.safetensors",
              "config.json",
              "README.md",
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
        .contains("<h2>Curves", "<h2>Views as the network saw them", "<th>width")
        .doesNotContainPattern("(src|href)=\"?(http|/)");
    assertThat(Files.readAllLines(run.resolve("steps.csv"))).hasSize(7);
    assertThat(Files.readAllLines(run.resolve("knn.csv"))).hasSize(4);
  }

  @Test
  void reportOfTheSameRunIsTheSameButForItsTime() throws IOException {
    String first = Files.readString(run(1).resolve("report.html"));
    RunDirectory.delete(folder.resolve("run"));
    String second = Files.readString(run(1).resolve("report.html"));
    String time = "<th>time</th><td>[^<]*</td>";
    assertThat(first).containsPattern(time);
    assertThat(second.replaceFirst(time, "")).isEqualTo(first.replaceFirst(time, ""));
  }

  @Test
  void encoderOfARunEmbedsImagesAndIsExported() throws IOException {
    Path run = run(1);
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
  void runsOfBothBackendsAreLaidOnEachOther() throws Exception {
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

    Path page = folder.resolve("runs.html");
    assertThat(harl("compare", folder + "/djl", folder + "/tf", "--output", page.toString()))
        .as(err.toString())
        .isZero();
    assertThat(page).content().contains("<tr><td>backend</td><td>djl</td><td>tf</td></tr>");
    Browser.Shown shown =
        Browser.show(
            page,
            """
            const names = [...document.querySelectorAll('.chart')[0].querySelectorAll('.u-label')];
            return names.map(name => name.textContent.replace(/.*\\//, '')).join(' ');
            """);
    assertThat(shown.errors()).isEmpty();
    assertThat(shown.found()).isEqualTo("epoch djl tf");
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
}
