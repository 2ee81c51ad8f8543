package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * How OpenMP's threads wait in a process of its own; GNU's runtime says so where it is asked to.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class WaitPolicyProcessTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>(Map.of("OMP_DISPLAY_ENV", "true"));
  private final List<String> options = new ArrayList<>();

  private List<String> lines(String... arguments) throws Exception {
    return Opened.inAProcess(folder, environment, options, arguments);
  }

  @Test
  void threadsSleepWhereTheEnvironmentSaysNothingAndItIsAsItWasAfterwards() throws Exception {
    assertThat(lines("FLOAT32", "OFF"))
        .anyMatch(line -> line.matches(".*OMP_WAIT_POLICY ?= ?'PASSIVE'.*"))
        .anyMatch(line -> line.contains("INFO") && line.contains("threads sleep while they wait"))
        .anyMatch(line -> line.startsWith("opened with 1 finding"))
        .contains("OMP_WAIT_POLICY is null");
  }

  @Test
  void aPolicyOfTheUserStays() throws Exception {
    environment.put("OMP_WAIT_POLICY", "ACTIVE");
    assertThat(lines("FLOAT32", "OFF"))
        .anyMatch(line -> line.matches(".*OMP_WAIT_POLICY ?= ?'ACTIVE'.*"))
        .anyMatch(line -> line.startsWith("opened with 0 findings"))
        .contains("OMP_WAIT_POLICY is ACTIVE");
  }

  @Test
  void aNumberOfTurnsOfTheUserStays() throws Exception {
    environment.put("GOMP_SPINCOUNT", "1000");
    assertThat(lines("FLOAT32", "OFF"))
        .noneMatch(line -> line.matches(".*OMP_WAIT_POLICY ?= ?'ACTIVE'.*"))
        .anyMatch(line -> line.startsWith("opened with 0 findings"));
  }

  @Test
  void whereTheApplicationLoadedTheEngineItIsToldWhatToSet() throws Exception {
    assertThat(lines("FLOAT32", "load", "OFF"))
        .noneMatch(line -> line.matches(".*OMP_WAIT_POLICY ?= ?'ACTIVE'.*"))
        .anyMatch(
            line ->
                line.contains("WARN")
                    && line.contains("was loaded before harl opened it")
                    && line.contains("set the environment variable OMP_WAIT_POLICY=PASSIVE"))
        .anyMatch(line -> line.startsWith("opened with 1 finding"));
  }

  @Test
  void withoutJnaItIsToldWhatToSet() throws Exception {
    options.addAll(List.of("-Djna.nosys=true", "-Djna.nounpack=true"));
    assertThat(lines("FLOAT32", "OFF"))
        .anyMatch(line -> line.contains("WARN") && line.contains("without JNA"))
        .anyMatch(line -> line.startsWith("opened with 1 finding"));
  }
}
