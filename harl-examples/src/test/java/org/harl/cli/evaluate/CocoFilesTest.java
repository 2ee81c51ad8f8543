package org.harl.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.cli.Main;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not of COCO's forms is refused by file and place, not read as something else. */
class CocoFilesTest {
  private static final String BOX =
      "{\"image_id\": 1, \"category_id\": 1, \"bbox\": [0, 0, 10, 10], \"score\": 0.9}";
  private static final String TRUTH =
      """
      {"images": [{"id": 1}], "categories": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}],
       "annotations": [{"image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "iscrowd": 0}]}
      """;

  @TempDir Path folder;

  private CocoFiles read(String truth, String found) throws IOException {
    return CocoFiles.read(
        Files.writeString(folder.resolve("truth.json"), truth),
        Files.writeString(folder.resolve("found.json"), found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "10, 10] | 10, null] | 'bbox' must be",
        "10, 10] | 10, \"10\"] | 'bbox' must be",
        "10, 10] | 10, -1] | 'bbox' must be",
        "10, 10] | 10] | 'bbox' must be",
        "_id\": 1, \"bbox | _id\": 1.7, \"bbox | 'category_id' must be a whole number, got 1.7",
        "_id\": 1, \"bbox | _id\": \"1\", \"bbox | got the text \"1\"",
        "_id\": 1, \"bbox | _id\": null, \"bbox | 'category_id' must be a whole number, got null",
        "_id\": 1, \"bbox | _id\": 7, \"bbox | category 7 is none of [1, 2]",
        "image_id\": 1 | image_id\": \"1\" | ground truth's, which has it as a number",
        "image_id\": 1 | image_id\": 1.5 | 'image_id' must be a whole number, got 1.5",
        "score\": 0.9 | score\": \"0.9\" | 'score' must be a number, got \"0.9\"",
        "score\": 0.9 | score\": 1e999 | 'score' must be a number",
      })
  void fieldThatIsNoneOfItsKindIsRefusedByFileAndPlace(String good, String bad, String fault) {
    String found = "[" + BOX + ", " + BOX.replace(good, bad) + "]";
    assertThatThrownBy(() -> read(TRUTH, found))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--predictions: '" + folder.resolve("found.json") + "': [1]: ")
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\": 2 | \"id\": 1 | categories[1]: category 1 is there twice",
        "\"id\": 2 | \"id\": \"b\" | categories[1]: 'id' must be a category's number, got the text",
        "\"iscrowd\": 0 | \"iscrowd\": 2 | annotations[0]: 'iscrowd' must be 0 or 1, got 2",
        "\"iscrowd\": 0 | \"area\": null | annotations[0]: 'area' must be a number, got null",
        "[{\"id\": 1}] | [] | 'images' is empty",
        "[{\"id\": 1}] | [{\"id\": 1}, {\"id\": 1.0}] | images[1]: image 1 is there twice",
        "[{\"id\": 1}] | [{\"id\": 1}, {\"id\": \"7\"}, {\"id\": \"7\"}] | images[2]: image \"7\" is there",
      })
  void groundTruthIsRefusedByFileAndPlace(String good, String bad, String fault) {
    assertThatThrownBy(() -> read(TRUTH.replace(good, bad), "[" + BOX + "]"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--ground-truth: '" + folder.resolve("truth.json") + "': " + fault);
  }

  @Test
  void textBehindTheArrayIsRefused() {
    for (String more : List.of("[" + BOX + "]", "7")) {
      assertThatThrownBy(() -> read(TRUTH, "[" + BOX + "]\n" + more))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "--predictions: '%s' cannot be read as JSON: line 2, column 1: text after the end",
              folder.resolve("found.json"));
    }
    for (String more : List.of("]", "x")) {
      assertThatThrownBy(() -> read(TRUTH, "[" + BOX + "]\n" + more))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("--predictions: ")
          .hasMessageContaining("cannot be read as JSON: line 2, column");
    }
  }

  @Test
  void wholeNumbersMayHaveAFractionOfZeroAndImagesMayBeNamed() throws IOException {
    String floats = BOX.replace("_id\": 1", "_id\": 1.0");
    assertThat(read(TRUTH, "[" + floats + "]").detections().coco().ap()).isEqualTo(1);
    String named = TRUTH.replace("{\"id\": 1}", "{\"id\": \"x\"}");
    assertThat(
            read(
                    named.replace("image_id\": 1", "image_id\": \"x\""),
                    "[" + BOX.replace("image_id\": 1", "image_id\": \"x\"") + "]")
                .detections()
                .coco()
                .ap())
        .isEqualTo(1);
  }

  @Test
  void scoreThatIsNotDefinedIsNullInJsonAndADashInTables() throws IOException {
    String none = TRUTH.replaceAll("(?s)\"annotations.*", "\"annotations\": []}");
    read(none, "[" + BOX + "]");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.run(
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
            "evaluate",
            "detection",
            "--ground-truth",
            folder.resolve("truth.json").toString(),
            "--predictions",
            folder.resolve("found.json").toString(),
            "--output",
            folder.resolve("boxes").toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(Files.readString(folder.resolve("boxes/result.json")))
        .contains("\"AP50\" : null", "\"APsmall\" : null", "\"VOC2007\" : null")
        .doesNotContain("NaN");
    assertThat(folder.resolve("boxes/perclass.csv")).hasContent("class,AP50,AP75\na,-,-\nb,-,-\n");
    assertThat(out.toString())
        .containsPattern("AP50 +-\n")
        .contains("-: not defined, there is no true box")
        .doesNotContain("NaN");
    assertThat(Files.readString(folder.resolve("boxes/report.html")))
        .contains("<th>AP50</th><td>-</td>", "not defined")
        .doesNotContain("NaN");
  }
}
