package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 110 images to learn from and as many to be tested on, of which one each may be left out. */
class EvaluateUnreadableTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void images() throws IOException {
    for (String set : new String[] {"train", "test"}) {
      for (int i = 0; i < 110; i++) {
        Path images = Files.createDirectories(folder.resolve(set + "/class" + i % 2));
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(i % 2 == 0 ? Color.RED : Color.BLUE);
        graphics.fillOval(i % 5, i % 7, 9, 9);
        ImageIO.write(image, "png", images.resolve("%03d.png".formatted(i)).toFile());
      }
    }
  }

  private int evaluate(String protocol) {
    String command =
        "evaluate %s --encoder random:resnet18,small,width=0.125 --size 16 --train %s/train --test"
            + " %s/test --output %s/result";
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        command.formatted(protocol, folder, folder, folder).split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"knn", "linear", "linear --solver sgd --epochs 3", "finetune --epochs 1"})
  void oneThatCannotBeReadIsLeftOutOfTheResultAndOfTheReport(String protocol) throws IOException {
    Files.write(folder.resolve("train/class0/006.png"), new byte[30]);
    Files.write(folder.resolve("test/class1/107.png"), new byte[0]);
    assertThat(evaluate(protocol)).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(folder.resolve("result/result.json").toFile());
    assertThat(result.get("testImages").asInt()).isEqualTo(109);
    assertThat(result.get("trainImages").asInt()).isEqualTo(109);
    assertThat(result.get("leftOut").asInt()).isEqualTo(2);
    assertThat(result.get("resize").asInt()).isEqualTo(16);
    assertThat(folder.resolve("result/report.html")).exists();
  }

  @Test
  void moreThanOnePercentThatCannotBeReadEndItWithTheirNames() throws IOException {
    Files.write(folder.resolve("test/class0/106.png"), new byte[30]);
    Files.write(folder.resolve("test/class1/107.png"), new byte[30]);
    assertThat(evaluate("knn")).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("2 of 110", "'class0/106.png', 'class1/107.png'");
    assertThat(folder.resolve("result")).doesNotExist();
    assertThat(folder.resolve("result.partial")).doesNotExist();
  }
}
