package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes in surroundings that fail. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
@EnabledOnOs(OS.LINUX)
class FaultsTest {
  private static final Path FAKE_TIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

  @TempDir Path folder;

  private Processes processes;

  @BeforeEach
  void open() {
    processes = new Processes(folder);
  }

  @AfterEach
  void nothingRunsOn() {
    processes.close();
  }

  private String images(int count, int side) throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      image.createGraphics().fillRect(i, i, side / 2, side / 3);
      ImageIO.write(image, "png", images.resolve("%03d.png".formatted(i)).toFile());
    }
    return "--images " + images + " --size 16 ";
  }

  @Test
  void imagesThatVanishOrBreakWhileItTrainsAreNamedAndLeftOut() throws Exception {
    // 60 MB of pixels: more than the cache of this JVM keeps, so that each epoch reads the files
    String run = images(220, 300) + "--objective byol " + Processes.small(10);
    Process process = processes.start(run + processes.output("run"));
    processes.awaitStep(process, "run");
    Files.delete(folder.resolve("images/007.png"));
    Files.write(folder.resolve("images/008.png"), new byte[100]);
    assertThat(processes.end(process)).as(processes.said()).isZero();
    assertThat(processes.said())
        .contains("image '007.png' cannot be read and is left out", "is no longer in")
        .contains("image '008.png' cannot be read and is left out", "is damaged");
  }

  @Test
  void tooLittleMemoryIsSaidWithTheBatchThatFits() throws Exception {
    String large = " --size 224 --stem small --width 0.25 --batch 16 --epochs 1 --threads 2 ";
    String run = images(16, 100) + large + processes.output("run");
    Process process = processes.start("ulimit -v 4800000;", "", run, Map.of());
    assertThat(processes.end(process)).as(processes.said()).isEqualTo(1);
    assertThat(processes.failures())
        .singleElement()
        .asString()
        .containsPattern("a batch of 16 does not fit into memory; a batch of \\d+ does");
    assertThat(processes.partial("run")).doesNotExist();
  }

  @Test
  void memoryThatCannotSufficeIsSaidBeforeTheFirstStep() throws Exception {
    // TensorFlow's convolutions crash where they get none
    String large = " --size 224 --stem small --width 0.25 --batch 64 --epochs 1 --backend tf ";
    String run = images(64, 100) + large + processes.output("run");
    Process process = processes.start("ulimit -v 5500000;", "", run, Map.of());
    assertThat(processes.end(process)).as(processes.said()).isNotZero();
    assertThat(processes.said())
        .containsPattern("a batch of 64 needs at least \\d\\.\\d GiB")
        .containsPattern("a batch of \\d+ should fit");
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws Exception {
    String run = Processes.SCENES + Processes.small(1) + "--output /sys/harl-run";
    assertThat(processes.end(processes.start(run))).isEqualTo(2);
    assertThat(processes.failures())
        .singleElement()
        .asString()
        .contains("--output: '/sys/harl-run.partial' cannot be written", "name another folder");
  }

  @Test
  void aRunWhosePicturesCannotBeDrawnIsFinishedWithAWarningEach() throws Exception {
    String run = Processes.SCENES + Processes.small(1) + processes.output("run");
    String screen = "-Djava.awt.headless=false";
    assertThat(processes.end(processes.start("", screen, run, Map.of("DISPLAY", ":9999"))))
        .isZero();
    assertThat(folder.resolve("run/encoder.safetensors")).isNotEmptyFile();
    assertThat(folder.resolve("run/curve.png")).doesNotExist();
    assertThat(processes.said().lines().filter(line -> line.contains("WARN")))
        .satisfiesExactly(
            line -> assertThat(line).contains("curve.png is left out: "),
            line -> assertThat(line).contains("report.html with pictures is left out: "));
    assertThat(processes.said()).doesNotContain("\tat ");
  }

  @Test
  void aNameThatTheLocaleDoesNotHaveIsRefusedWithWhatToSet() throws Exception {
    String run = images(8, 20) + Processes.small(1) + processes.output("run");
    String umlaut = "cp images/000.png images/$(printf '\\303\\244').png;";
    Process process = processes.start(umlaut, "", run, Map.of("LC_ALL", "C"));
    assertThat(processes.end(process)).as(processes.said()).isEqualTo(2);
    assertThat(processes.failures())
        .singleElement()
        .asString()
        .contains("image folder '", ".png': the name has characters", "LC_ALL=C.UTF-8");
  }

  @Test
  void noHomeIsNeeded() throws Exception {
    String run = Processes.SCENES + Processes.small(1) + processes.output("run");
    String caches =
        "-Duser.home=/sys/none -Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp");
    Map<String, String> environment =
        Map.of("HOME", "/sys/none", "DJL_CACHE_DIR", folder.resolve("djl").toString());
    assertThat(processes.end(processes.start("", caches, run, environment)))
        .as(processes.said())
        .isZero();
    assertThat(folder.resolve("djl")).isNotEmptyDirectory();
  }

  @Test
  void aClockThatJumpsChangesNothing() throws Exception {
    Assumptions.assumeTrue(Files.exists(FAKE_TIME), "not run: Debian's faketime is not installed");
    String run = Processes.SCENES + Processes.small(15) + "--checkpoint-every 5 ";
    assertThat(processes.end(processes.start(run + processes.output("whole")))).isZero();
    Path clock = folder.resolve("clock");
    Files.writeString(clock, "+0\n");
    Map<String, String> jumping =
        Map.of(
            "LD_PRELOAD",
            FAKE_TIME.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            clock.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
    Process process = processes.start("", "", run + processes.output("jumped"), jumping);
    processes.awaitStep(process, "jumped");
    for (String offset : new String[] {"-9000d", "+9000d", "-1h"}) {
      Files.writeString(clock, offset + "\n");
      Thread.sleep(1200);
    }
    assertThat(processes.end(process)).as(processes.said()).isZero();
    assertThat(folder.resolve("jumped/encoder.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/encoder.safetensors"));
  }
}
