package org.harl.cli.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.harl.cli.Main;
import org.harl.cli.Pictures;
import org.harl.image.Image;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MasksCommandTest {
  private static final int IMAGES = 60;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void draw() throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(3, IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      Image scene = scenes.read(i);
      Path file = folder.resolve("images/a" + i % 3 + "/<" + i + ">.png");
      Files.createDirectories(file.getParent());
      ImageIO.write(Pictures.of(scene, 400), "png", file.toFile());
    }
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return Main.run(commandLine, arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Process process(String shell, String masks) throws IOException {
    String command =
        "exec '%s' -Xmx200m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' org.harl.cli.Main masks"
            + " generate --provider mbd --images '%s' --masks '%s' --threads 2";
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new ProcessBuilder(
            "/bin/sh",
            "-c",
            shell + command.formatted(java, classPath, path("images"), path(masks)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(path("printed"))))
        .start();
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder.resolve(name))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.resolve(name).relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void masksAreWrittenCountedAndReadBackByPretraining() {
    String generate = "masks generate --provider mbd --images %1$s/images --masks %1$s/masks";
    assertThat(run(generate.formatted(folder).split(" "))).isZero();
    assertThat(out.toString())
        .startsWith("60 images: 60 masks written, 0 there already, 0 rejected, 0 failed; ");
    String pretrain =
        "pretrain --images %1$s/images --masks %1$s/masks --output %1$s/run --size 16"
            + " --width 0.0625 --projector-hidden 16 --projector-out 8 --batch 16 --epochs 1"
            + " --knn-every 0";
    assertThat(run(pretrain.formatted(folder).split(" "))).as(err.toString()).isZero();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  @DisabledOnOs(OS.WINDOWS)
  void aRunThatIsKilledAgainAndAgainEndsWithTheSameFiles() throws Exception {
    assertThat(process("", "whole").waitFor()).isZero();
    Random random = new Random(4);
    int kills = 0;
    for (int start = 0; start < 6; start++) {
      Process process = process("", "cut");
      long before = masks("cut");
      while (process.isAlive() && masks("cut") == before) {
        Thread.sleep(2);
      }
      Thread.sleep(random.nextInt(60));
      kills += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
    }
    assertThat(kills).as("kills before all was done").isPositive();
    assertThat(process("", "cut").waitFor()).isZero();
    assertThat(files("cut")).isEqualTo(files("whole")).hasSize(IMAGES + 2);
  }

  private long masks(String name) {
    return masks(folder.resolve(name).toFile());
  }

  /** How many masks there are; files may come and go meanwhile. */
  private static long masks(File folder) {
    File[] found = folder.listFiles();
    long count = 0;
    for (File file : found == null ? new File[0] : found) {
      count += file.getName().endsWith(".png") ? 1 : masks(file);
    }
    return count;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFullDiskIsOneLineAndLeavesNothingHalfWritten() throws Exception {
    // no file may grow beyond half a kilobyte: a mask is larger
    assertThat(process("ulimit -f 1; ", "full").waitFor()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("printed")).lines())
        .filteredOn(line -> line.startsWith("harl: "))
        .singleElement()
        .asString()
        .contains("cannot be written: ");
    assertThat(masks("full")).isZero();
    assertThat(files("full").keySet()).noneMatch(name -> name.endsWith(".partial"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anImageThatNeedsMoreMemoryThanThereIsIsOneLineAndTheOthersGetTheirMasks() throws Exception {
    BufferedImage large = new BufferedImage(12_000, 9_000, BufferedImage.TYPE_BYTE_BINARY);
    ImageIO.write(large, "png", new File(path("images/a1/large.png"))); // 324 MB as RGB
    assertThat(process("", "masks").waitFor()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("printed")))
        .contains("60 masks written, 0 there already, 0 rejected, 1 failed; ", "harl: 1 of 61 ");
    assertThat(Files.readString(folder.resolve("masks/rejected.jsonl")))
        .contains(
            "'a1/large.png' needs more memory than there is; raise -Xmx, or give fewer threads");
    assertThat(masks("masks")).isEqualTo(IMAGES);
  }

  @Test
  void sheetShowsImagesMasksAndNamesThatLookLikeMarkup() throws IOException {
    assertThat(
            run(
                "masks",
                "show",
                "--images",
                path("images"),
                "--provider",
                "mbd",
                "--provider",
                "centre",
                "--count",
                "5",
                "--output",
                path("sheet.html")))
        .as(err.toString())
        .isZero();
    String html = Files.readString(folder.resolve("sheet.html"));
    // an image, a saliency map and two masks
    assertThat(html.split("<img ", -1)).hasSize(1 + 5 * 4);
    assertThat(html).contains("&lt;", "&gt;.png<").doesNotContain("<0>", "<5>");
    assertThat(html).doesNotContain("http:", "https:", "<script");
  }

  @Test
  void trainedModelOfImagesAloneIsAProvider() {
    assertThat(
            run(
                "masks",
                "train-unsupervised",
                "--images",
                path("images"),
                "--output",
                path("model.safetensors"),
                "--epochs",
                "1",
                "--kept",
                "1"))
        .as(err.toString())
        .isZero();
    assertThat(
            run(
                "masks",
                "generate",
                "--provider",
                "unsupervised:" + path("model.safetensors"),
                "--images",
                path("images"),
                "--masks",
                path("masks")))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("60 masks written");
  }
}
