package org.harl.cli.pretrain;

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
import org.harl.cli.Main;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run as a kill leaves it: all but the last step is in its newest checkpoint. */
abstract class KilledRun {
  static final String SMALL =
      "pretrain --scenes 32 --size 16 --width 0.0625 --projector-hidden 16 --projector-out 8"
          + " --batch 8 --knn-every 0 --threads 1 --epochs 2 --checkpoint-every 1 --output ";

  @TempDir Path folder;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  String plan = "";
  byte[] encoder = {};
  Path partial = Path.of("run.partial");

  final int harl(String arguments) {
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

  final Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.toList()) {
        byte[] bytes = Files.isRegularFile(entry) ? Files.readAllBytes(entry) : new byte[0];
        all.put(entry.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  final void assertResumes(String more) {
    String resume = "pretrain --resume --output " + folder.resolve("run") + more;
    assertThat(harl(resume)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("resumed after step 7");
    assertThat(folder.resolve("run/encoder.safetensors")).hasBinaryContent(encoder);
    assertThat(folder.resolve("run/plan.json")).hasContent(plan);
  }

  final void again(Path killed) throws IOException {
    out.getBuffer().setLength(0);
    RunDirectory.delete(folder.resolve("run"));
    copy(killed, partial);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.walk(from)) {
      for (Path entry : entries.toList()) {
        Files.copy(entry, to.resolve(from.relativize(entry).toString()));
      }
    }
  }
}
