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
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.trace.Shape;
import org.harl.train.TrainedEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Three colours as classes: an untrained encoder tells them apart. */
class EvaluateCommandTest {
  private static final Color[] COLOURS = {Color.RED, Color.GREEN, Color.BLUE};

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path encoder;

  @BeforeEach
  void files() throws IOException {
    images("train", 10);
    images("test", 4);
    encoder = folder.resolve("encoder.safetensors");
    ResNet network = ResNet.resnet18().small().width(0.125);
    new TrainedEncoder(
            network, 16, InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 16, 16)), 0))
        .write(encoder);
  }

  private void images(String set, int each) throws IOException {
    for (int c = 0; c < COLOURS.length; c++) {
      Path images = Files.createDirectories(folder.resolve(set + "/class" + c));
      for (int i = 0; i < each; i++) {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(COLOURS[c]);
        graphics.fillRect(0, 0, 20, 20);
        graphics.setColor(Color.GRAY);
        graphics.fillOval(i, 2 * i, 5, 5);
        ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
      }
    }
  }

  private int evaluate(String protocol, String more) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String command =
        "evaluate %s --encoder %s --train %s/train --test %s/test --output %s/result %s";
    return Main.run(
        line, command.formatted(protocol, encoder, folder, folder, folder, more).trim().split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"knn", "linear"})
  void protocolPrintsItsResultAndWritesItWithThePicture(String protocol) throws IOException {
    assertThat(evaluate(protocol, "")).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(folder.resolve("result/result.json").toFile());
    assertThat(result.get("top1").asDouble()).isEqualTo(1);
    assertThat(result.get("meanPerClass").asDouble()).isEqualTo(1);
    assertThat(result.get("testImages").asInt()).isEqualTo(12);
    assertThat(Table.read(folder.resolve("result/confusion.csv")).get(1).get("class1"))
        .isEqualTo("4");
    assertThat(ImageIO.read(folder.resolve("result/confusion.png").toFile()).getWidth())
        .isEqualTo(900);
    assertThat(out.toString()).contains("top1");
  }

  private void isRefused(String... says) {
    assertThat(evaluate("linear", "")).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(says);
    assertThat(folder.resolve("result.partial")).doesNotExist();
  }

  @Test
  void classMissingInTestIsNamed() throws IOException {
    Files.move(folder.resolve("test/class1"), folder.resolve("elsewhere"));
    isRefused("--test", "no folder for the class 'class1'");
  }

  @Test
  void oneClassIsNotEnough() throws IOException {
    Files.move(folder.resolve("train/class1"), folder.resolve("a"));
    Files.move(folder.resolve("train/class2"), folder.resolve("b"));
    isRefused("--train", "holds one class, [class0]");
  }

  @Test
  void imageInNoClassFolderIsNamed() throws IOException {
    Files.copy(folder.resolve("train/class0/0.png"), folder.resolve("train/stray.png"));
    isRefused("--train", "'stray.png' is in no class folder");
  }

  @Test
  void truncatedEncoderIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(encoder);
    Files.write(encoder, Arrays.copyOf(whole, whole.length / 2));
    isRefused("encoder.safetensors");
  }
}
