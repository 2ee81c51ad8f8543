package org.harl.cli.pretrain;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.cli.Main;
import org.harl.cli.pretrain.record.RunRecord;

/** Real processes of {@code harl pretrain}, with what they print and write in one folder. */
final class Processes implements AutoCloseable {
  /** A small run on drawn scenes. */
  static final String SCENES = "--scenes 32 --size 16 ";

  /** What runs in the background of a shell would ignore SIGINT. */
  private static final String DEFAULT_SIGNALS =
      new File("/proc/self").exists() ? "env --default-signal=INT" : "";

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  Processes(Path folder) {
    this.folder = folder;
  }

  /** Options of a network that trains in milliseconds. */
  static String small(int epochs) {
    return "--width 0.0625 --projector-hidden 16 --projector-out 8 --batch 8 --knn-every 0"
        + " --threads 1 --epochs "
        + epochs
        + " ";
  }

  /**
   * Starts one.
   *
   * @param shell what its shell does first
   * @param java options of its JVM
   * @param options those of {@code pretrain}
   * @param environment variables that it gets
   */
  Process start(String shell, String java, String options, Map<String, String> environment)
      throws IOException {
    String command =
        "%s exec %s '%s' -Xmx200m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s %s pretrain %s"
            .formatted(
                shell,
                DEFAULT_SIGNALS,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                java,
                Main.class.getName(),
                options);
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("printed").toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  Process start(String options) throws IOException {
    return start("", "", options, Map.of());
  }

  /** Its exit code, once it is over. */
  int end(Process process) throws InterruptedException {
    return process.waitFor();
  }

  /** What all of them printed. */
  String said() throws IOException {
    return Files.readString(folder.resolve("printed"));
  }

  /** The lines that say why one ended. */
  Stream<String> failures() throws IOException {
    return said().lines().filter(line -> line.startsWith("harl: "));
  }

  /** {@code --output} for a run of that name. */
  String output(String name) {
    return "--output " + folder.resolve(name) + " ";
  }

  /** Where it writes until it is done. */
  Path partial(String name) {
    return folder.resolve(name + ".partial");
  }

  boolean hasCheckpoint(String name) throws IOException {
    Path checkpoints = partial(name).resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return false;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
    }
  }

  void awaitCheckpoint(Process process, String name) throws Exception {
    while (process.isAlive() && !hasCheckpoint(name)) {
      Thread.sleep(5);
    }
  }

  /** Bytes of the log of steps. */
  long logged(String name) throws IOException {
    Path log = partial(name).resolve(RunRecord.STEPS);
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /** Returns once a step was logged. */
  void awaitStep(Process process, String name) throws Exception {
    while (process.isAlive() && logged(name) == 0) {
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }
}
