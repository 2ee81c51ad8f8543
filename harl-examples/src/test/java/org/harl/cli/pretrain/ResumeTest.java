package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.harl.cli.Main;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.Table;
import org.harl.train.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run as a kill leaves it: all but the last step is in its newest checkpoint. */
class ResumeTest {
  private static final String SMALL =
      "pretrain --scenes 32 --size 16 --width 0.0625 --projector-hidden 16 --projector-out 8"
          + " --batch 8 --knn-every 0 --threads 1 --epochs 2 --checkpoint-every 1 --output ";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String plan = "";
  private byte[] encoder = {};
  private Path partial = Path.of("run.partial");

  private int harl(String arguments) {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        arguments.split(" "));
  }

  @BeforeEach
  void kill() throws IOException {
    partial = folder.resolve("run.partial");
    assertThat(harl(SMALL + folder.resolve("run"))).as(err.toString()).isZero();
    Files.move(folder.resolve("run"), partial);
    Files.createFile(partial.resolve(HarlFolder.LOCK));
    plan = Files.readString(partial.resolve(PlanFile.NAME));
    encoder = Files.readAllBytes(partial.resolve("encoder.safetensors"));
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
    assertThat(folder.resolve("run/encoder.safetensors")).hasBinaryContent(encoder);
    assertThat(folder.resolve("run/plan.json")).hasContent(plan);
  }

  private List<Path> cutOff() throws IOException {
    String id = "." + UUID.randomUUID();
    List<Path> files =
        List.of(
            partial.resolve("checkpoints/.checkpoint-000000000008.safetensors" + id),
            partial.resolve(".encoder.safetensors" + id),
            partial.resolve(PlanFile.NAME + ".partial"));
    for (Path file : files) {
      Files.writeString(file, "cut");
    }
    return files;
  }

  @Test
  void whatAKillCutOffIsGoneFromTheFinishedRun() throws IOException {
    assertThat(cutOff()).allMatch(Files::exists);
    assertResumes("");
    try (Stream<Path> all = Files.walk(folder.resolve("run"))) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".") || name.endsWith(".partial"));
    }
  }

  @Test
  void aRefusedResumeChangesNothing() throws IOException {
    assertThat(cutOff()).allMatch(Files::exists);
    Map<String, String> before = everything();
    for (String other :
        List.of(
            "--batch 4",
            "--scenes 40",
            "--seed 9",
            "--backend abacus",
            "--threads 2",
            "--precision FLOAT64")) {
      String refused = "pretrain --resume --output " + folder.resolve("run") + " " + other;
      assertThat(harl(refused)).as(refused).isEqualTo(2);
      assertThat(everything()).as(refused).isEqualTo(before);
    }
    assertResumes("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch 4", "--scenes 40", "--threads 2"})
  void aRefusedChangeNamesTheOptionThatAllowsIt(String change) {
    assertThat(harl("pretrain --resume --output " + folder.resolve("run") + " " + change))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--allow-changes");
  }

  @Test
  void noBitDependsOnTheThreadsThatReadImages() throws IOException {
    assertThat(harl(SMALL + folder.resolve("other") + " --loader-threads 3")).isZero();
    assertThat(folder.resolve("other/encoder.safetensors")).hasBinaryContent(encoder);
    assertThat(folder.resolve("other/plan.json")).hasContent(plan);
  }

  @Test
  void noSideFileStopsAResume() throws IOException {
    Path killed = folder.resolve("killed");
    copy(partial, killed);
    byte[] garbage = {0, 1, (byte) 0xff, '"', ',', '\n', '"', 'x'};
    List<String> names = List.of(RunRecord.STEPS, RunRecord.KNN, EventFile.NAME);
    for (byte[] damage :
        List.of(new byte[0], garbage, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))) {
      for (String name : names) {
        Files.write(partial.resolve(name), damage);
      }
      assertResumes("");
      again(killed);
    }
    for (String name : names) {
      Files.delete(partial.resolve(name));
    }
    assertResumes("");
  }

  @Test
  void aRunWithoutItsStepsAndWithNoneLeftIsDrawnFromWhatThereIs() throws IOException {
    assertResumes("");
    for (String table : List.of("", "step,epoch,lo")) {
      Files.move(folder.resolve("run"), partial);
      Files.createFile(partial.resolve(HarlFolder.LOCK));
      Files.writeString(partial.resolve(RunRecord.STEPS), table);
      Files.delete(partial.resolve("curve.png"));
      Files.delete(partial.resolve("report.html"));
      assertThat(harl("pretrain --resume --output " + folder.resolve("run"))).isZero();
      assertThat(folder.resolve("run/curve.png")).exists();
      assertThat(folder.resolve("run/report.html"))
          .content()
          .contains("No step of the run is left in steps.csv", "kNN accuracy and feature std");
    }
  }

  private void again(Path killed) throws IOException {
    out.getBuffer().setLength(0);
    RunDirectory.delete(folder.resolve("run"));
    copy(killed, partial);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.walk(from)) {
      for (Path entry : entries.toList()) {
        Files.copy(entry, to.resolve(from.relativize(entry).toString()));
      }
    }
  }

  @Test
  void rowsThatAreWholeAreKeptAndTheOthersGoOnAfterThem() throws IOException {
    Path steps = partial.resolve(RunRecord.STEPS);
    List<String> lines = Files.readAllLines(steps);
    lines.set(2, "2,nonsense");
    lines.set(7, lines.get(7).substring(0, 9));
    Files.write(steps, lines.subList(0, 8));
    assertResumes("");
    assertThat(Table.read(folder.resolve("run/steps.csv")).stream().map(row -> row.get("step")))
        .containsExactly("1", "3", "4", "5", "6", "8");
    assertThat(Table.read(folder.resolve("run/knn.csv")).stream().map(row -> row.get("epoch")))
        .containsExactly("0", "2");
  }

  @Test
  void aPlanThatCannotBeReadIsMadeAgainFromTheNewestCheckpoint() throws IOException {
    Path killed = folder.resolve("killed");
    copy(partial, killed);
    for (String text : List.of("", "{")) {
      Files.writeString(partial.resolve(PlanFile.NAME), text);
      assertResumes("");
      again(killed);
    }
    Files.delete(partial.resolve(PlanFile.NAME));
    assertResumes("");
  }

  /** As versions before this one left it. */
  private void forgetTheOptions() throws IOException {
    try (Stream<Path> files = Files.list(partial.resolve(CheckpointArguments.FOLDER))) {
      for (Path file : files.toList()) {
        Checkpoint whole = Checkpoint.read(file);
        Map<String, String> origin = new LinkedHashMap<>(whole.origin());
        assertThat(origin.keySet().removeIf(key -> key.startsWith("note"))).isTrue();
        assertThat(origin.keySet().removeAll(List.of("threads", "precision", "engine safety")))
            .isTrue();
        new Checkpoint(whole.batches(), whole.variables(), origin).write(file);
      }
    }
  }

  @Test
  void withoutAPlanTheOptionsOfTheCommandLineStand() throws IOException {
    forgetTheOptions();
    Files.writeString(partial.resolve(PlanFile.NAME), "{");
    String alone = "pretrain --resume --output " + folder.resolve("run");
    assertThat(harl(alone)).isEqualTo(2);
    assertThat(partial.resolve(PlanFile.NAME)).hasContent("{");
    assertThat(err.toString()).contains("is of another run: ");
    String options = SMALL.substring("pretrain".length(), SMALL.indexOf(" --output"));
    assertResumes(options);
  }

  @Test
  void aRunThatMeasuresNothingIsResumed() throws IOException {
    // what a killed run without --knn-train leaves: a table with nothing but its head
    Files.writeString(partial.resolve(RunRecord.KNN), "epoch,accuracy,featureStd\n");
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
