package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, ended in the middle. {@code -Dharl.kills=300} kills more often than the usual 30
 * times.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
  private static final int KILLS = Integer.getInteger("harl.kills", 30);

  /** 4 steps an epoch, 24 to a kill: twice what is done between two on a slow machine. */
  private static final int EPOCHS = 6 * KILLS;

  @TempDir Path folder;

  private final Random random = new Random(5);
  private final List<Process> started = new ArrayList<>();

  private Process start(String shell, int epochs, String more) throws IOException {
    String command =
        "exec '%s' -Xmx200m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' org.harl.cli.Main"
            + " pretrain --scenes 32 --size 16 --width 0.0625 --projector-hidden 16"
            + " --projector-out 8 --batch 8 --knn-every 0 --epochs %d --threads 1 %s";
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                "/bin/sh", "-c", shell + command.formatted(java, classPath, epochs, more))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(printed()))
            .start();
    started.add(process);
    return process;
  }

  private File printed() {
    return folder.resolve("printed").toFile();
  }

  private int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(printed().toPath());
  }

  @AfterEach
  void nothingRunsOn() {
    started.forEach(Process::destroyForcibly);
  }

  private String output(String name) {
    return "--output " + folder.resolve(name);
  }

  private Path partial(String name) {
    return folder.resolve(name + ".partial");
  }

  private boolean hasCheckpoint(String name) throws IOException {
    Path checkpoints = partial(name).resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return false;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
    }
  }

  private void awaitCheckpoint(Process process, String name) throws Exception {
    while (process.isAlive() && !hasCheckpoint(name)) {
      Thread.sleep(5);
    }
  }

  /** The number of rows of the log; a process that writes more than there were is training. */
  private long rows(String name) throws IOException {
    Path log = partial(name).resolve(RunRecord.STEPS);
    return Files.exists(log) ? Files.size(log) : 0;
  }

  @Test
  void aRunThatIsKilledAgainAndAgainEndsWithTheSameBits() throws Exception {
    assertThat(end(start("", EPOCHS, output("whole")))).as(said()).isZero();
    int kills = 0;
    Process process = resumed();
    while (kills < KILLS && process.isAlive()) {
      // at random instants: while it starts, while it trains, while it writes
      long before = rows("cut");
      boolean starting = random.nextInt(5) == 0;
      while (!starting && process.isAlive() && rows("cut") == before) {
        Thread.sleep(2);
      }
      Thread.sleep(random.nextInt(starting ? 700 : 120));
      if (process.isAlive()) {
        process.destroyForcibly().waitFor();
        kills++;
        process = resumed();
      }
    }
    assertThat(end(process)).as(said()).isZero();
    assertThat(kills).as("kills before the run was over").isGreaterThanOrEqualTo(KILLS / 3);
    System.out.println(kills + " kills survived");
    assertThat(folder.resolve("cut/encoder.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/encoder.safetensors"));
    assertThat(Table.read(folder.resolve("cut/steps.csv")).stream().map(row -> row.get("step")))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 4L * EPOCHS).mapToObj(Long::toString).toList());
  }

  private Process resumed() throws IOException {
    return start("", EPOCHS, output("cut") + " --resume --checkpoint-every 1");
  }

  @Test
  void aProcessThatIsToldToEndLeavesACheckpoint() throws Exception {
    Process process = start("", 5000, output("run") + " --checkpoint-every 100000");
    while (process.isAlive() && rows("run") == 0) {
      Thread.sleep(5);
    }
    process.destroy();
    assertThat(end(process)).as(said()).isEqualTo(143);
    assertThat(hasCheckpoint("run")).isTrue();
  }

  @Test
  void aSecondRunInTheSameFolderIsRefused() throws Exception {
    Process first = start("", 5000, output("run") + " --checkpoint-every 1");
    awaitCheckpoint(first, "run");
    for (String option : List.of(" --resume", " --overwrite")) {
      assertThat(end(start("", 5000, output("run") + option))).isEqualTo(2);
      assertThat(said()).contains("another run is writing to");
    }
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  void aFullDiskEndsTheRunInOneLineAndTheCheckpointBeforeIsGoneOnFrom() throws Exception {
    Process first = start("", 50, output("run") + " --checkpoint-every 1");
    awaitCheckpoint(first, "run");
    first.destroyForcibly().waitFor();
    // no file may grow beyond 100 KiB: a checkpoint is larger
    String resume = output("run") + " --resume --checkpoint-every 1";
    assertThat(end(start("ulimit -f 200; ", 50, resume))).as(said()).isEqualTo(1);
    assertThat(said().lines().filter(line -> line.startsWith("harl: ")))
        .singleElement()
        .asString()
        .contains("checkpoint-", "have room");
    assertThat(hasCheckpoint("run")).isTrue();
    assertThat(end(start("", 50, resume))).as(said()).isZero();
    assertThat(said()).contains("resumed after step ");
  }
}
