package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.Table;
import org.harl.cli.pretrain.record.EventFile;
import org.harl.cli.pretrain.record.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest extends KilledRun {
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
          .contains("No step of the run is left in steps.csv", "kNN accuracy by epoch");
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
