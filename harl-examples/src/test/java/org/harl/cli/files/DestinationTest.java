package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.harl.cli.Main;
import org.harl.error.HarlException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is refused, no byte of any file has changed. */
@DisabledOnOs(OS.WINDOWS) // links are not for everyone there
class DestinationTest {
  private static final String EXPORT =
      "export --encoder random:resnet18,small,width=0.125 --size 16 --format onnx --output FOLDER/";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    for (String set : "photos labelled/train labelled/test".split(" ")) {
      Path images = Files.createDirectories(folder.resolve(set + "/a"));
      Files.createDirectories(folder.resolve(set + "/b"));
      for (int i = 0; i < 3; i++) {
        ImageIO.write(new BufferedImage(20, 30, 1), "png", images.resolve(i + ".png").toFile());
        Files.copy(images.resolve(i + ".png"), images.resolveSibling("b/" + i + ".png"));
      }
    }
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("photos"));
    write("run/plan.json", "{}");
    write("run/steps.csv", "step");
    write("run/encoder.safetensors", "encoder");
    write("killed.partial/plan.json", "{}");
    write("killed.partial/steps.csv", "step");
    write("study/settings.txt", "of another");
    write("notes/diary.txt", "dear diary");
    write("terraform/plan.json", "{\"name\": \"my package plan\"}");
    write("theirs/result.json", "{\"mine\": 1}");
    write("model/encoder.onnx", "mymodel");
    write("mixed/plan.json", "{}");
    write("mixed/checkpoints/photo.png", "not harl's");
    write("pngs/a/0.png", "drawn by hand");
  }

  private void write(String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  private int harl(String arguments) {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        arguments.replace("FOLDER", folder.toString()).split(" "));
  }

  /** Everything there, folders and links by their names. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.toList()) {
        boolean file = Files.isRegularFile(entry) && !Files.isSymbolicLink(entry);
        byte[] bytes = file ? Files.readAllBytes(entry) : new byte[0];
        all.put(entry.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  private void assertRefused(String command, String... parts) throws IOException {
    Map<String, String> before = everything();
    assertThat(harl(command)).as(command).isEqualTo(2);
    assertThat(err.toString().strip().lines()).singleElement().asString().contains(parts);
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pretrain --images FOLDER/photos --output FOLDER/photos --overwrite | is --images",
        "pretrain --images FOLDER/photos --output FOLDER/link --overwrite | is --images",
        "pretrain --images FOLDER/link --output FOLDER/photos --overwrite | is --images",
        "pretrain --images FOLDER/photos --output FOLDER/photos/run | lies in --images",
        "pretrain --images FOLDER/photos --output FOLDER/link/run | lies in --images",
        "pretrain --images FOLDER/photos/a --output FOLDER/photos --overwrite | holds --images",
        "pretrain --images FOLDER/photos --masks FOLDER/pngs --output FOLDER/pngs | is --masks",
        "pretrain --initial FOLDER/run/encoder.safetensors --output FOLDER/run --overwrite"
            + " | holds --initial",
        "pretrain --plan FOLDER/run/plan.json --output FOLDER/run --overwrite | holds --plan",
        "pretrain --knn-train FOLDER/photos --knn-test FOLDER/photos --output FOLDER/photos/x"
            + " | lies in --knn-train",
        "export --encoder FOLDER/run/encoder.safetensors --output FOLDER/run --overwrite"
            + " | holds --encoder",
        "evaluate knn --encoder random:resnet18 --size 16 --train FOLDER/labelled/train --test"
            + " FOLDER/labelled/test --output FOLDER/labelled --overwrite | holds --train",
        "evaluate semi --encoder random:resnet18 --size 16 --train FOLDER/labelled/train --test"
            + " FOLDER/labelled/test --list FOLDER/notes/diary.txt --output FOLDER/notes"
            + " --overwrite | holds --list",
        "evaluate detection --ground-truth FOLDER/notes/diary.txt --predictions"
            + " FOLDER/notes/diary.txt --output FOLDER/notes --overwrite | holds --ground-truth",
        "evaluate transfer --encoder random:resnet18 --size 16 --data x=FOLDER/labelled --output"
            + " FOLDER/labelled/train/x | lies in --data",
        "ablate --train FOLDER/labelled/train --test FOLDER/labelled/test --output FOLDER/labelled"
            + " | holds --train",
        "masks generate --provider mbd --images FOLDER/photos --masks FOLDER/link | is --images",
        "masks generate --provider mbd --images FOLDER/photos --masks FOLDER/link/m"
            + " | lies in --images",
        "masks train-drfi --images FOLDER/photos --ground-truth FOLDER/photos --output"
            + " FOLDER/photos/a/0.png --overwrite | lies in --images",
        "masks train-unsupervised --images FOLDER/photos --output FOLDER/photos/a/0.png --overwrite"
            + " | lies in --images",
        "masks show --images FOLDER/photos --output FOLDER/photos/a/0.png | lies in --images",
        "masks evaluate --provider mbd --images FOLDER/photos --ground-truth FOLDER/pngs --csv"
            + " FOLDER/pngs/a/0.png | lies in --ground-truth",
        "compare FOLDER/run FOLDER/mixed --output FOLDER/run/curve.png | lies in compare"
      })
  void whatIsReadIsNeverWrittenTo(String command, String relation) throws IOException {
    assertRefused(command, "' " + relation + " '", "; name a ", "apart from what is read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "photos | holds '",
        "link | holds '",
        "notes | holds 'diary.txt'",
        "mixed | holds 'checkpoints/photo.png'",
        "terraform | holds 'plan.json'",
        "theirs | holds 'result.json'",
        "model | holds 'encoder.onnx'",
        "study | holds 'settings.txt'"
      })
  void whatHarlDidNotWriteIsNeverReplaced(String output, String found) throws IOException {
    assertRefused(EXPORT + output + " --overwrite", found, "which harl did not write; --overwrite");
    assertRefusedAgain("pretrain --output FOLDER/" + output + " --overwrite", found);
    Files.move(folder.resolve(output), folder.resolve("new.partial"));
    assertRefusedAgain("soak --output FOLDER/new --overwrite", found);
  }

  private void assertRefusedAgain(String command, String... parts) throws IOException {
    err.getBuffer().setLength(0);
    assertRefused(command, parts);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "/", "HOME", "../harl-examples"})
  void foldersThatAPersonWorksInAreRefused(String output) throws IOException {
    String named = output.replace("HOME", System.getProperty("user.home"));
    String export = EXPORT.replace("FOLDER/", named);
    assertRefused(export + " --overwrite", " folder; name a folder of its own");
    assertRefusedAgain(export, " folder; name a folder of its own");
  }

  @Test
  void masksAndStudiesTakeOnlyANewFolderOrTheirOwn() throws IOException {
    assertRefused(
        "masks generate --provider mbd --images FOLDER/photos --masks FOLDER/pngs",
        "--masks: '",
        "pngs' is not empty and has no 'manifest.json'; name a new");
    String folders = "--train FOLDER/labelled/train --test FOLDER/labelled/test --output FOLDER/";
    assertRefusedAgain("ablate " + folders + "notes", "is not empty and has no 'settings.txt'");
    assertRefusedAgain(
        "evaluate transfer --encoder random:resnet18 --size 16 --data x=FOLDER/labelled --output"
            + " FOLDER/notes",
        "is not empty and has no 'settings.txt'");
    assertRefusedAgain("ablate " + folders + "study", "holds results of other settings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "killed"})
  void whatAnyHarlWroteIsReplacedWhereThatIsAsked(String output) throws IOException {
    assertRefused(EXPORT + output, "is not empty; name another folder, or give --overwrite");
    assertThat(harl(EXPORT + output + " --overwrite")).as(err.toString()).isZero();
    assertThat(folder.resolve(output)).isDirectoryContaining("glob:**encoder.onnx");
    assertThat(folder.resolve(output + "/plan.json")).doesNotExist();
    assertThat(folder.resolve(output + ".partial")).doesNotExist();
    assertThat(harl(EXPORT + output + " --overwrite")).as(err.toString()).isZero();
  }

  @Test
  void whatCameThereMeanwhileIsNotReplaced() throws IOException {
    try (RunDirectory directory = new RunDirectory(folder.resolve("new"), true)) {
      Files.writeString(directory.file("plan.json"), "{}");
      write("new/photo.png", "photo");
      assertThatThrownBy(directory::publish)
          .isInstanceOf(HarlException.class)
          .hasMessageContaining("all that was made is in '" + directory.folder() + "'");
      assertThat(folder.resolve("new/photo.png")).hasContent("photo");
      assertThat(directory.file("plan.json")).hasContent("{}");
    }
  }

  @Test
  void aFinishedRunIsNotResumed() throws IOException {
    assertRefused("pretrain --resume --output FOLDER/run", "is a finished run", "name another");
    assertThat(err.toString()).doesNotContain("overwrite");
    assertRefusedAgain(
        "pretrain --resume --output FOLDER/notes", "is no interrupted run, there is no '");
    write("run.partial/plan.json", "{}");
    assertRefusedAgain("pretrain --resume --output FOLDER/run", "run.partial' is to get its name");
  }

  @Test
  void aStudyWhoseFirstRunIsRefusedLeavesNothing() throws IOException {
    Map<String, String> before = everything();
    String study =
        "ablate --train FOLDER/labelled/train --test FOLDER/labelled/test --vary objective --output"
            + " FOLDER/ablation -- --masks FOLDER/pngs --size 16 --epochs 1 --batch ";
    assertThat(harl(study + "1000")).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .contains("the run 'objective: byol, seed 0' is refused: ", "a batch of 1000");
    String transfer =
        "evaluate transfer --encoder random:nonsense --data x=FOLDER/labelled --output"
            + " FOLDER/transfer";
    assertThat(harl(transfer)).as(err.toString()).isEqualTo(2);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void resumingAndOverwritingExcludeEachOther() throws IOException {
    for (String output : new String[] {"run", "killed", "new"}) {
      err.getBuffer().setLength(0);
      assertRefused(
          "pretrain --resume --overwrite --output FOLDER/" + output,
          "--resume and --overwrite",
          "give one of them");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pretrain --backend abacus --output FOLDER/killed --overwrite | 'abacus'",
        "pretrain --backend abacus --output FOLDER/killed --resume | 'abacus'",
        "pretrain --backend abacus --output FOLDER/far/away/new | 'abacus'",
        "pretrain --batch 100000 --output FOLDER/killed --overwrite | 100000",
        "soak --backend abacus --output FOLDER/killed --overwrite | 'abacus'",
        "evaluate knn --backend abacus --encoder random:resnet18,small,width=0.125 --size 16 --train"
            + " FOLDER/labelled/train --test FOLDER/labelled/test --output FOLDER/killed --overwrite"
            + " | 'abacus'",
        "masks generate --provider none --images FOLDER/photos --masks FOLDER/new | 'none'",
        "embed --backend abacus --encoder random:resnet18,small,width=0.125 --size 16 --images"
            + " FOLDER/photos --output FOLDER/vectors | 'abacus'"
      })
  void aRefusalLeavesEverythingAsItWas(String command, String reason) throws IOException {
    assertRefused(command, reason);
  }
}
