package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.harl.cli.Pictures;
import org.harl.cli.files.Table;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real processes, ended in the middle. {@code -Dharl.kills=300} kills more often than the usual 18
 * times.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
  private static final int KILLS = Integer.getInteger("harl.kills", 18);

  @TempDir Path folder;

  private final Random random = new Random(5);
  private Processes processes;

  @BeforeEach
  void open() {
    processes = new Processes(folder);
  }

  @AfterEach
  void nothingRunsOn() {
    processes.close();
  }

  @ParameterizedTest
  @CsvSource({"djl, scenes, 2", "djl, photographs, 2", "tf, scenes, 6", "tf, photographs, 6"})
  void aRunThatIsKilledAgainAndAgainEndsWithTheSameBits(String backend, String images, int fewer)
      throws Exception {
    int most = KILLS / fewer;
    int epochs = 6 * most; // of 4 steps: twice what is done between two kills on a slow machine
    String read = images.equals("scenes") ? Processes.SCENES : photographs();
    String run = read + Processes.small(epochs) + "--backend " + backend + " ";
    String resumed = run + processes.output("cut") + "--resume --checkpoint-every 1";
    assertThat(processes.end(processes.start(run + processes.output("whole"))))
        .as(processes.said())
        .isZero();
    int kills = 0;
    Process process = processes.start(resumed);
    while (kills < most && process.isAlive()) {
      // at random instants: while it starts, while it trains, while it writes
      long before = processes.logged("cut");
      boolean starting = random.nextInt(5) == 0;
      while (!starting && process.isAlive() && processes.logged("cut") == before) {
        Thread.sleep(2);
      }
      Thread.sleep(random.nextInt(starting ? 700 : 120));
      if (process.isAlive()) {
        process.destroyForcibly().waitFor();
        kills++;
        process = processes.start(resumed);
      }
    }
    assertThat(processes.end(process)).as(processes.said()).isZero();
    assertThat(kills).as("kills before the run was over").isGreaterThanOrEqualTo(most / 3);
    System.out.println(kills + " kills survived by '" + backend + "' on " + images);
    assertThat(folder.resolve("cut/encoder.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/encoder.safetensors"));
    assertThat(Table.read(folder.resolve("cut/steps.csv")).stream().map(row -> row.get("step")))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 4L * epochs).mapToObj(Long::toString).toList());
  }

  /** Files and masks found in them, and nothing held out: nothing is measured on the way. */
  private String photographs() throws IOException {
    Path photographs = Files.createDirectory(folder.resolve("photographs"));
    SyntheticScenes scenes = new SyntheticScenes(1, 32);
    for (int i = 0; i < scenes.size(); i++) {
      File file = photographs.resolve(i + ".jpg").toFile();
      ImageIO.write(Pictures.of(scenes.read(i), SyntheticScenes.SIDE), "jpg", file);
    }
    return "--images " + photographs + " --masks mbd --size 16 --stem small ";
  }

  private static String run(int epochs) {
    return Processes.SCENES + Processes.small(epochs);
  }

  private static void send(String signal, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aProcessThatIsToldToEndLeavesACheckpoint(String signal, int code) throws Exception {
    Process process =
        processes.start(run(5000) + processes.output("run") + "--checkpoint-every 100000");
    processes.awaitStep(process, "run");
    send(signal, process);
    assertThat(processes.end(process)).as(processes.said()).isEqualTo(code);
    assertThat(processes.hasCheckpoint("run")).isTrue();
    assertThat(processes.said()).contains("ending after this step");
  }

  @Test
  void aSecondInterruptEndsAtOnce() throws Exception {
    // steps of seconds, so that the second comes before the checkpoint
    String options = "--scenes 128 --size 64 --batch 64 --width 0.5 --threads 1 --epochs 50 ";
    Process process = processes.start("", "-Xmx600m", options + processes.output("run"), Map.of());
    processes.awaitStep(process, "run");
    send("INT", process);
    while (process.isAlive() && !processes.said().contains("ending after this step")) {
      Thread.sleep(5);
    }
    send("INT", process);
    assertThat(processes.end(process)).as(processes.said()).isEqualTo(130);
    assertThat(processes.hasCheckpoint("run")).isFalse();
  }

  @Test
  void aSecondRunInTheSameFolderIsRefused() throws Exception {
    Process first = processes.start(run(5000) + processes.output("run") + "--checkpoint-every 1");
    processes.awaitCheckpoint(first, "run");
    for (String option : List.of("--resume", "--overwrite")) {
      assertThat(processes.end(processes.start(run(5000) + processes.output("run") + option)))
          .isEqualTo(2);
      assertThat(processes.said()).contains("another run is writing to");
    }
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  void aLogThatCannotGrowEndsTheRunInOneLine() throws Exception {
    String run = run(200) + processes.output("run") + "--checkpoint-every 0";
    assertThat(processes.end(processes.start("ulimit -f 16;", jna(), run, Map.of())))
        .as(processes.said())
        .isEqualTo(1);
    assertThat(processes.failures())
        .singleElement()
        .asString()
        .contains("' cannot be written", "it would be larger than is allowed");
  }

  @Test
  void aFullDiskEndsTheRunInOneLineAndTheCheckpointBeforeIsGoneOnFrom() throws Exception {
    Process first = processes.start(run(50) + processes.output("run") + "--checkpoint-every 1");
    processes.awaitCheckpoint(first, "run");
    first.destroyForcibly().waitFor();
    // no file may grow beyond 100 KiB: a checkpoint is larger
    String resume = run(50) + processes.output("run") + "--resume --checkpoint-every 1";
    assertThat(processes.end(processes.start("ulimit -f 200;", jna(), resume, Map.of())))
        .as(processes.said())
        .isEqualTo(1);
    assertThat(processes.failures())
        .singleElement()
        .asString()
        .contains("checkpoint-", "it would be larger than is allowed");
    assertThat(processes.hasCheckpoint("run")).isTrue();
    assertThat(processes.end(processes.start(resume))).as(processes.said()).isZero();
    assertThat(processes.said()).contains("resumed after step ");
  }

  /** Where JNA finds its library, which it cannot unpack where files may not grow. */
  private String jna() throws IOException {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86-64";
    String library = "/com/sun/jna/linux-" + machine + "/libjnidispatch.so";
    Path unpacked = folder.resolve("libjnidispatch.so");
    try (InputStream in = InterruptionTest.class.getResourceAsStream(library)) {
      if (in != null && !Files.exists(unpacked)) {
        Files.copy(in, unpacked);
      }
    }
    return "-Djna.boot.library.path=" + folder;
  }
}
