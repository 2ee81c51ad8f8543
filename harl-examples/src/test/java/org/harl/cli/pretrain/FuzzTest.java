package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files from strangers, made up by Jazzer, which is led by what they reach in the code, in a
 * process of its own: it must neither crash, hang, throw anything but a refusal, nor take 3 GB.
 * Each target gets a fixed number of files, made with one seed; {@code -Dharl.fuzz.seconds=3600}
 * looks as long as that at each instead, and takes what needs more than 20 s, not ten minutes, for
 * hanging. It starts from the files in src/test/fuzz; a file that was found to break something is
 * left in target/fuzz and belongs there once it is repaired.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 24, unit = TimeUnit.HOURS)
class FuzzTest {
  private static final int SECONDS = Integer.getInteger("harl.fuzz.seconds", 0);

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "SafetensorsFile, 200000",
    "PyTorchFile, 5000",
    "TarShard, 3000",
    "Plan, 6000",
    "OpenCvImage, 20000",
    "ImageIoImage, 1000",
    "Manifest, 40000",
    "ImageList, 20000",
    "Boxes, 20000"
  })
  void onlyRefusalsComeOf(String target, int files) throws Exception {
    Path found = Files.createDirectories(Path.of("target", "fuzz").toAbsolutePath());
    Path grown = Files.createDirectory(temporary.resolve("corpus"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1500m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=" + (SECONDS > 0 ? 4 : 1), // a better compiler pays off later
            "-Djava.io.tmpdir=" + Files.createDirectory(temporary.resolve("tmp")),
            "-cp",
            System.getProperty("java.class.path"),
            Jazzer.class.getName(),
            "--target_class=" + FuzzTargets.class.getName() + "$" + target,
            "--instrumentation_includes=org.harl.**:com.sun.imageio.**",
            "--custom_hook_includes=org.harl.**",
            "-seed=1",
            "-timeout=" + (SECONDS > 0 ? 20 : 600),
            "-rss_limit_mb=3000",
            SECONDS > 0 ? "-max_total_time=" + SECONDS : "-runs=" + files,
            "-artifact_prefix=" + found + "/" + target + "-",
            grown.toString(),
            Path.of("src", "test", "fuzz", target).toAbsolutePath().toString());
    Path log = found.resolve(target + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OPENCV_LOG_LEVEL", "OFF");
    Process process =
        builder
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> "see " + log + ": " + end(log)).isZero();
    assertThat(log).content().contains("DONE");
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
