package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is refused, no byte of any file has changed. */
@DisabledOnOs(OS.WINDOWS) // links are not for everyone there
class DestinationTest extends Folders {
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
        "compare FOLDER/run FOLDER/mixed --output FOLDER/run/curve.png | lies in compare",
        "compare FOLDER/run FOLDER/mixed --output FOLDER/run/plan.json | lies in compare",
        "compare FOLDER/run FOLDER/mixed --output FOLDER/run/report.html | lies in compare"
      })
  void whatIsReadIsNeverWrittenTo(String command, String relation) throws IOException {
    assertRefused(command, "' " + relation + " '", "; name a ", "apart from what is read");
  }

  /** Asked of a new file, of one in a folder that is not there, and of one that is there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "masks train-drfi --images FOLDER/photos --ground-truth FOLDER/pngs --output FOLDER/",
        "masks train-unsupervised --images FOLDER/photos --output FOLDER/",
        "embed --encoder random:resnet18 --size 16 --images FOLDER/photos --output FOLDER/"
      })
  void aFileIsWrittenToAFolderThatIsThereAndNotOverAnother(String command) throws IOException {
    write("taken", "mine");
    write("taken.csv", "mine");
    assertRefused(command + "none/file", "' is in a folder that is not there; make it, or name");
    assertRefusedAgain(command + "taken", "' exists; name another file, or give --overwrite");
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
