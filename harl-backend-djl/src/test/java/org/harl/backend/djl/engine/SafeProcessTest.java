package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of oneDNN in a process of its own; it says so itself where it is asked to. */
@Timeout(300)
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class SafeProcessTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> options = new ArrayList<>();

  private List<String> lines(String... arguments) throws Exception {
    environment.put("ONEDNN_VERBOSE", "1");
    environment.put(WaitPolicy.NAME, "PASSIVE");
    return Opened.inAProcess(folder, environment, options, arguments);
  }

  private static boolean isOneDnnAtWork(String line) {
    return line.startsWith("onednn_verbose") && line.contains(",exec,");
  }

  @Test
  void anEngineToBeSafeIsHeldToAvx2AndTheEnvironmentIsAsItWas() throws Exception {
    assertThat(lines("FLOAT32", "ON"))
        .anyMatch(line -> line.matches("onednn_verbose.*isa:Intel AVX2"))
        .anyMatch(SafeProcessTest::isOneDnnAtWork)
        .anyMatch(line -> line.contains("WARN") && line.contains("it is held to AVX2"))
        .contains("opened with 1 finding, ONEDNN_MAX_CPU_ISA is null");
  }

  @Test
  void aLimitOfTheUserStays() throws Exception {
    environment.put("ONEDNN_MAX_CPU_ISA", "SSE41");
    assertThat(lines("FLOAT32", "ON"))
        .anyMatch(line -> line.matches("onednn_verbose.*isa:Intel SSE4.1"))
        .contains("opened with 0 findings, ONEDNN_MAX_CPU_ISA is SSE41");
  }

  @Test
  void anEngineThatHasComputedGoesWithoutOneDnnAndIsRight() throws Exception {
    List<String> lines = lines("FLOAT32", "OFF", "ON", "ON");
    assertThat(lines)
        .contains("opened with 0 findings, ONEDNN_MAX_CPU_ISA is null")
        .contains("opened with 1 finding, ONEDNN_MAX_CPU_ISA is null");
    int safe = lines.indexOf("opened with 1 finding, ONEDNN_MAX_CPU_ISA is null");
    assertThat(lines.subList(0, safe)).anyMatch(SafeProcessTest::isOneDnnAtWork);
    assertThat(lines.subList(safe, lines.size())).noneMatch(SafeProcessTest::isOneDnnAtWork);
  }

  @Test
  void anEngineThatTheApplicationLoadedCountsAsUsed() throws Exception {
    assertThat(lines("FLOAT32", "load", "ON"))
        .anyMatch(line -> line.contains("has computed already: it goes without oneDNN"))
        .noneMatch(SafeProcessTest::isOneDnnAtWork);
  }

  @Test
  void whereJnaHasNoLibraryOnlyWhatNeedsTheSwitchesIsRefused() throws Exception {
    options.addAll(List.of("-Djna.nosys=true", "-Djna.nounpack=true"));
    assertThat(lines("FLOAT32", "OFF"))
        .contains("opened with 0 findings, ONEDNN_MAX_CPU_ISA is not to be asked");
    assertThat(lines("FLOAT32", "ON"))
        .anyMatch(
            line ->
                line.startsWith(
                        "refused: backend 'djl': the switches of libtorch cannot be reached")
                    && line.contains("-Djna.tmpdir"));
  }
}
