package org.harl.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.harl.cli.doctor.examine.Candidates;
import org.harl.cli.doctor.facts.Fixture;
import org.harl.spi.BackendProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends with faults, each in a process of its own, on a machine with none. */
class DoctorTest {
  @TempDir Path root;

  private final StringWriter out = new StringWriter();

  private int examine(boolean json, String device, List<String> rules, BackendProvider... backends)
      throws Exception {
    Doctor doctor =
        new Doctor(
            new Fixture(root).surroundings(),
            Candidates.of(Stream.of(backends).iterator()),
            device,
            rules);
    return doctor.examine(new Report(new PrintWriter(out), json));
  }

  private int examine(BackendProvider... backends) throws Exception {
    return examine(false, "", List.of("SPI-1", "OP-5"), backends);
  }

  /** What comes after the word. */
  private List<String> findings() {
    List<String> lines = out.toString().lines().toList();
    int first = lines.size() - 1;
    while (!lines.get(first).startsWith("wrong ")) {
      first--;
    }
    return lines.subList(first, lines.size()).stream().map(line -> line.substring(12)).toList();
  }

  @Test
  void whereNothingIsWrongItSaysSo() throws Exception {
    assertThat(examine(new Patient.Healthy())).as(out.toString()).isZero();
    assertThat(findings()).containsExactly("nothing found");
    assertThat(out.toString())
        .contains("cpu: reference interpreter")
        .contains("FLOAT64 TF32 BFLOAT16 DETERMINISTIC")
        .contains("engine: nothing found; known answers right")
        .containsPattern("2 rules: 2 passed \\(\\d+ s\\)");
  }

  @Test
  void aBackendThatDoesNotStartLeavesTheOthers() throws Exception {
    assertThat(examine(new Patient.Unstarted(), new Patient.Unlinked(), new Patient.Healthy()))
        .isEqualTo(1);
    assertThat(findings())
        .containsExactly(
            "backend 'unstarted': no natives; for this machine; add them",
            "backend 'unlinked' does not start: undefined symbol: conv");
    assertThat(out.toString()).contains("2 rules: 2 passed");
  }

  @Test
  void anEngineThatEndsItsProcessIsAFinding() throws Exception {
    assertThat(examine(new Patient.Crashing())).isEqualTo(1);
    assertThat(findings())
        .singleElement()
        .asString()
        .isEqualTo(
            "backend 'crashing' on 'cpu' ended the process with signal 6 (SIGABRT) while computing"
                + " known answers, saying \"engine: check failed\"; take another backend, and report"
                + " this");
    assertThat(out.toString()).contains("known answers not computed", "no rule was run; ended");
  }

  @Test
  void theRuleThatEndsTheProcessIsNamed() throws Exception {
    List<String> rules = List.of("SPI-1", "OP-6");
    assertThat(examine(false, "", rules, new Patient.CrashingLater())).isEqualTo(1);
    assertThat(findings()).singleElement().asString().contains("while running OP-6, ");
    assertThat(out.toString()).contains("1 rules: 1 passed; ended before the last");
  }

  @Test
  void anEngineThatComputesWronglyIsToldWithTheRuleThatRepeatsIt() throws Exception {
    assertThat(examine(false, "cpu", List.of("SPI-1", "OP-30"), new Patient.Wrong())).isEqualTo(1);
    assertThat(findings())
        .hasSize(2)
        .allMatch(finding -> finding.contains("take another backend or device"))
        .first()
        .asString()
        .startsWith("backend 'wrong' on 'cpu' computes wrongly: product of [64, 256]");
    assertThat(findings().get(1))
        .startsWith("backend 'wrong' on 'cpu' breaks OP-30, MATMUL and its gradients MUST")
        .contains("(again: ./harl doctor --backend wrong --device cpu --rules OP-30)");
  }

  @Test
  void whatABackendMendedIsAFinding() throws Exception {
    assertThat(examine(new Patient.Mended())).isEqualTo(1);
    assertThat(findings())
        .containsExactly(
            "backend 'mended' on 'cpu' has mended its engine: it is held to AVX; show the caches");
    assertThat(out.toString()).contains("engine: 1 found, see below", "2 rules: 2 passed");
  }

  @Test
  void whyADeviceIsNotThereIsAFinding() throws Exception {
    assertThat(examine(false, "gpu:0", List.of("SPI-1"), new Patient.Healthy())).isEqualTo(1);
    assertThat(findings())
        .singleElement()
        .asString()
        .isEqualTo("backend 'reference': no device 'gpu:0'; name 'cpu' or 'auto'");
    assertThat(out.toString()).contains("gpu:0: not listed", "engine: did not open");
  }

  @Test
  void jsonHasTheSameFindingsAndNothingBesideIt() throws Exception {
    List<String> rules = List.of("SPI-1");
    assertThat(examine(true, "", rules, new Patient.Unstarted(), new Patient.Mended()))
        .isEqualTo(1);
    assertThat(out.toString().lines()).hasSize(1);
    JsonNode report = report();
    assertThat(report.get("findings")).hasSize(2);
    JsonNode device = report.at("/backends/mended/devices/0");
    assertThat(device.get("name").asText()).isEqualTo("cpu");
    assertThat(device.get("summary").asText()).isEqualTo("1 rules: 1 passed");
    assertThat(device.get("mended")).hasSize(1);
    assertThat(report.at("/backends/unstarted/devices")).isEmpty();
    assertThat(report.at("/processor/online").asInt()).isEqualTo(4);
    assertThat(report.at("/memory/totalBytes").asLong()).isEqualTo(8L << 30);
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }
}
