package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command line that cannot be used is told, in text and as JSON. */
class WrongLinesTest extends Calls {
  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      quoteCharacter = '`',
      value = {
        "info % 'FILE|RUN|NAME' is missing (see 'harl info --help')",
        "embed --encoder x % '--images DIR|SHARDS' is missing (see 'harl embed --help')",
        "embed % '--encoder FILE|NAME|random:NETWORK', '--images DIR|SHARDS' are missing",
        "compare % two or more of 'RUN' are missing, name them (see 'harl compare --help')",
        "compare x % two or more of 'RUN' are missing",
        "compare x --output y.html % two or more of 'RUN' are missing",
        "info --log % Missing required parameter for option '--log'"
      })
  void whatIsMissingIsNamed(String command, String words) {
    assertThat(harl(command.split(" "))).isEqualTo(2);
    assertOneLine(words);
  }

  @Test
  void whatNeedsSparkSaysHowToGetIt() throws IOException {
    Files.createDirectories(folder.resolve("images"));
    ImageIO.write(
        new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("images/a.png").toFile());
    String command =
        "embed --encoder random:resnet18,small --size 8 --images @/images --output @/v --spark local";
    assertThat(harl(command.replace("@", folder.toString()).split(" "))).isEqualTo(2);
    assertOneLine("--spark: 'local' needs Spark, which is not on the class path; set HARL_SPARK=1");
    assertThat(folder).isDirectoryNotContaining("glob:**v.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info --log json",
        "--log=JSON nonsense",
        "info --nonsense --log text --log json",
        "info nothing --log json",
        "pretrain --images gr\uFFFDn --log json",
        "--log json"
      })
  void aProgramReadsAnObjectWhateverIsWrong(String command) throws IOException {
    assertThat(harl(command.split(" "))).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    JsonNode told = new ObjectMapper().readTree(err.toString());
    assertThat(told.get("event").asText()).isEqualTo("error");
    assertThat(told.get("text").asText()).isNotBlank();
  }

  @Test
  void aProgramReadsWhereAFailureCameFromAsAnObject() throws IOException {
    assertThat(harl("--stack-trace", "--log", "json", "info", "nothing")).isEqualTo(2);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines.get(0)).get("text").asText())
        .contains("InvalidInputException", "at org.harl.cli.");
  }

  @Test
  void whatIsForAnotherCommandBehindTheDashesChoosesNothing() {
    assertThat(harl("ablate", "--nonsense", "--", "--log", "json")).isEqualTo(2);
    assertOneLine("there is no option '--nonsense'");
  }
}
