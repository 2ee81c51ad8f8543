package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as a kill leaves it: all but the last step is in its newest checkpoint. */
class ResumeTest {
  private static final String SMALL =
      "pretrain --scenes 32 --size 16 --width 0.0625 --projector-hidden 16 --projector-out 8"
          + " --batch 8 --knn-every 0 --threads 1 --epochs 2 --checkpoint-every 1 --output ";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path partial = Path.of("run.partial");

  private int harl(String arguments) {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        arguments.split(" "));
  }

  @BeforeEach
  void kill() throws IOException {
    partial = folder.resolve("run.partial");
    assertThat(harl(SMALL + folder.resolve("whole"))).as(err.toString()).isZero();
    assertThat(harl(SMALL + folder.resolve("run"))).as(err.toString()).isZero();
    Files.move(folder.resolve("run"), partial);
    try (Stream<Path> checkpoints = Files.list(partial.resolve("checkpoints"))) {
      List<Path> all = checkpoints.sorted(Comparator.reverseOrder()).toList();
      assertThat(all).hasSize(2);
      Files.delete(all.get(0));
    }
    for (String made : List.of("encoder.safetensors", "curve.png", "report.html")) {
      Files.delete(partial.resolve(made));
    }
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.toList()) {
        byte[] bytes = Files.isRegularFile(entry) ? Files.readAllBytes(entry) : new byte[0];
        all.put(entry.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  private void assertResumes(String more) {
    String resume = "pretrain --resume --output " + folder.resolve("run") + more;
    assertThat(harl(resume)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("resumed after step 7");
    assertThat(folder.resolve("run/encoder.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/encoder.safetensors"));
    assertThat(folder.resolve("run/plan.json"))
        .hasSameTextualContentAs(folder.resolve("whole/plan.json"));
  }

  @Test
  void aRefusedResumeChangesNothing() throws IOException {
    Map<String, String> before = everything();
    for (String other : List.of("--batch 4", "--scenes 40", "--seed 9", "--backend abacus")) {
      String refused = "pretrain --resume --output " + folder.resolve("run") + " " + other;
      assertThat(harl(refused)).as(refused).isEqualTo(2);
      assertThat(everything()).as(refused).isEqualTo(before);
    }
    assertResumes("");
  }

  @Test
  void aRunThatWasToReplaceAnotherIsResumedAndDoes() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/plan.json"), "{}");
    Files.createFile(partial.resolve(HarlFolder.REPLACES));
    assertResumes("");
    assertThat(folder.resolve("run").resolve(HarlFolder.REPLACES)).doesNotExist();
  }

  @Test
  void whatAnOverwritingRunSetAsideIsBackIfItNeverBegan() throws IOException {
    Map<String, String> before = everything();
    Path run = folder.resolve("run");
    try (RunDirectory killed = new RunDirectory(run, true)) {
      assertThat(killed.file(PlanFile.NAME)).doesNotExist();
      Files.writeString(killed.file(PlanFile.NAME), "{}");
    }
    try (RunDirectory next = new RunDirectory(run, false, true)) {
      next.discard();
    }
    assertThat(everything()).isEqualTo(before);
  }
}
