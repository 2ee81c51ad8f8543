package org.harl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 121 images, of which one cannot be read: four blocks of 32, the last with an odd batch. */
class SparkEmbedTest extends SparkRuns {
  private static final String EMBED =
      "embed --encoder random:%s --size 16 --batch 4 --images @/%s --output @/%s/v";
  private static final String RESNET = "resnet18,small,width=0.125";

  @BeforeEach
  void images() throws IOException {
    for (int i = 0; i < 120; i++) {
      draw("images/class%d/%03d.png".formatted(i % 3, i), i, 20);
    }
    Files.writeString(folder.resolve("images/class0/text.jpg"), "no image");
    Files.createDirectories(folder.resolve("here"));
    Files.createDirectories(folder.resolve("spark"));
    FlakyEncoders.FAILURES.set(0);
  }

  private void here(String encoder, String images) {
    assertThat(harl(EMBED.formatted(encoder, images, "here"))).as(err.toString()).isZero();
  }

  private int spark(String encoder, String images) {
    return harl(EMBED.formatted(encoder, images, "spark") + " --spark " + MASTER);
  }

  @Test
  void sparkWritesTheFilesOfALocalRunWithoutTheImageThatCannotBeRead() throws IOException {
    here(RESNET, "images");
    assertThat(spark(RESNET, "images")).as(err.toString()).isZero();
    assertThat(files("spark")).isEqualTo(files("here")).hasSize(2);
    assertThat(out.toString()).contains("120 images, 1 that cannot be read left out");
  }

  @Test
  void shardsAreEmbeddedToTheFilesOfALocalRun() throws IOException {
    Files.delete(folder.resolve("images/class0/text.jpg"));
    assertThat(harl("shards --images @/images --output @/packed --per-shard 50")).isZero();
    here(RESNET, "packed");
    assertThat(spark(RESNET, "packed")).as(err.toString()).isZero();
    assertThat(files("spark")).isEqualTo(files("here")).hasSize(2);
  }

  @Test
  void tasksThatDieAreTriedAgainAndNoVectorIsLostOrDoubled() throws IOException {
    here("flaky", "images");
    FlakyEncoders.FAILURES.set(2);
    assertThat(spark("flaky", "images")).as(err.toString()).isZero();
    assertThat(FlakyEncoders.FAILURES).hasValue(0);
    assertThat(files("spark")).isEqualTo(files("here")).hasSize(2);
  }

  @Test
  void aTaskThatDiesEveryTimeIsSaidInOneLineAndNothingIsLeft() throws IOException {
    FlakyEncoders.FAILURES.set(1000);
    assertThat(spark("flaky", "images")).isEqualTo(1);
    assertOneLine("flaky: the machine has no network today");
    assertThat(files("spark")).isEmpty();
  }

  @Test
  void tooManyImagesThatCannotBeReadEndItAsTheyDoHere() throws IOException {
    Files.writeString(folder.resolve("images/class2/text.jpg"), "no image");
    assertThat(spark(RESNET, "images")).isEqualTo(1);
    assertOneLine("more than 1% of the images cannot be read: 2 of 122");
    assertThat(files("spark")).isEmpty();
  }

  @Test
  void whatAKilledRunLeftGoesAndWhatAnotherProgramLeftStays() throws IOException {
    Path left = folder.resolve("spark/v.parts/00000000-0000-0000-0000-000000000000");
    Files.createDirectories(left);
    Files.writeString(left.resolve("images-000001"), "cut off");
    assertThat(spark(RESNET, "images")).as(err.toString()).isZero();
    assertThat(files("spark")).containsOnlyKeys("v.csv", "v.npy");
    Files.createDirectories(folder.resolve("spark/v.parts"));
    Files.writeString(folder.resolve("spark/v.parts/notes.txt"), "mine");
    assertThat(harl(EMBED.formatted(RESNET, "images", "spark") + " --overwrite --spark " + MASTER))
        .isEqualTo(2);
    assertOneLine("v.parts' is in the way");
    assertThat(files("spark")).containsOnlyKeys("v.csv", "v.npy", "v.parts/notes.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--spark nonsense|'nonsense' cannot be used",
        "--spark spark://localhost:1|'spark://localhost:1' does not answer",
        "--spark local[2] --backend none|'none'"
      })
  void whatCannotBeUsedIsSaidInOneLineAndNothingIsMade(String more, String fault)
      throws IOException {
    assertThat(harl(EMBED.formatted(RESNET, "images", "spark") + " " + more)).isEqualTo(2);
    assertOneLine(fault);
    assertThat(files("spark")).isEmpty();
  }
}
