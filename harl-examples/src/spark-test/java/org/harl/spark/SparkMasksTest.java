package org.harl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkMasksTest extends SparkRuns {
  private static final int IMAGES = 400;
  private static final String MASKS = "masks generate --images @/images --masks @/%s --provider %s";

  @BeforeEach
  void images() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      draw("images/class%d/%d.png".formatted(i % 7, i), i, 48);
    }
    Files.writeString(folder.resolve("images/class0/text.jpg"), "no image");
  }

  private void here(String provider) {
    assertThat(harl(MASKS.formatted("here", provider) + " --allow-failures")).isZero();
  }

  private void spark(String provider) {
    String command = MASKS.formatted("spark", provider) + " --allow-failures --spark " + MASTER;
    assertThat(harl(command)).as(err.toString()).isZero();
  }

  @Test
  void sparkWritesTheFilesOfALocalRun() throws IOException {
    here("mbd");
    spark("mbd");
    assertThat(out.toString())
        .contains("401 images: 392 masks written, 0 there already, 8 rejected, 1 failed");
    assertThat(files("spark")).isEqualTo(files("here")).hasSize(IMAGES + 2);
  }

  @Test
  void tasksThatDieAreTriedAgainAndNoMaskIsLostOrDoubled() throws IOException {
    FlakyMasks.FAILED.clear();
    spark("flaky");
    assertThat(FlakyMasks.FAILED).isNotEmpty();
    here("flaky"); // all have failed once: none fails now
    assertThat(files("spark")).isEqualTo(files("here")).hasSize(IMAGES + 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--images=none|'none'",
        "--spark=spark://localhost:1|does not answer",
        "--provider=none|'none'"
      })
  void whatCannotBeUsedIsSaidInOneLineAndNothingIsMade(String more, String fault) {
    String command = MASKS.formatted("made", "centre") + " --spark local[1] " + more;
    assertThat(harl(command.replace("--images=none", "--images=@/none"))).isEqualTo(2);
    assertOneLine(fault);
    assertThat(folder.resolve("made")).doesNotExist();
  }
}
