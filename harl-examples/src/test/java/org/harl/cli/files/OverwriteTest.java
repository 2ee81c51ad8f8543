package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.harl.error.HarlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --overwrite} and {@code --resume} may have. */
@DisabledOnOs(OS.WINDOWS) // links are not for everyone there
class OverwriteTest extends Folders {
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
        "told | holds 'README.md'",
        "set | holds 'config.json'",
        "model | holds 'encoder.onnx'",
        "study | holds 'settings.txt'"
      })
  void whatHarlDidNotWriteIsNeverReplaced(String output, String found) throws IOException {
    assertRefused(EXPORT + output + " --overwrite", found, "which harl did not write; --overwrite");
    assertRefusedAgain("pretrain --output FOLDER/" + output + " --overwrite", found);
    Files.move(folder.resolve(output), folder.resolve("new.partial"));
    assertRefusedAgain("soak --output FOLDER/new --overwrite", found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "killed"})
  void whatAnyHarlWroteIsReplacedWhereThatIsAsked(String output) throws IOException {
    assertRefused(EXPORT + output, "is not empty; name another folder, or give --overwrite");
    assertThat(harl(EXPORT + output + " --overwrite")).as(err.toString()).isZero();
    assertThat(folder.resolve(output)).isDirectoryContaining("glob:**encoder.onnx");
    assertThat(folder.resolve(output)).isDirectoryContaining("glob:**README.md");
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
  void resumingAndOverwritingExcludeEachOther() throws IOException {
    for (String output : new String[] {"run", "killed", "new"}) {
      err.getBuffer().setLength(0);
      assertRefused(
          "pretrain --resume --overwrite --output FOLDER/" + output,
          "--resume and --overwrite",
          "give one of them");
    }
  }
}
