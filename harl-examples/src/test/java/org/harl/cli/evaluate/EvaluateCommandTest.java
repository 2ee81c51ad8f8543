package org.harl.cli.evaluate;

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
import java.util.Map;
import javax.imageio.ImageIO;
import org.harl.cli.Browser;
import org.harl.cli.Main;
import org.harl.cli.files.Table;
import org.harl.embed.TrainedEncoder;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    ResNet network = ResNet.resnet18().small().withWidth(0.125);
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
  @ValueSource(
      strings = {
        "knn",
        "linear",
        "linear --solver sgd --epochs 30",
        "semi --shares 0.1,0.5 --epochs 40",
        "finetune --epochs 12 --learning-rates 0.05 --weight-decays 0,0.001"
      })
  void protocolPrintsItsResultAndWritesItWithThePicture(String protocol) throws IOException {
    assertThat(evaluate(protocol.split(" ", 2)[0], (protocol + " ").split(" ", 2)[1]))
        .as(err.toString())
        .isZero();
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
    isRefused("--test", "no images of the class 'class1'");
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
    isRefused("--train", "'stray.png' has no class: it is in no class folder");
  }

  @Test
  void truncatedEncoderIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(encoder);
    Files.write(encoder, Arrays.copyOf(whole, whole.length / 2));
    isRefused("encoder.safetensors");
  }

  @Test
  void encoderOfAnotherArchitectureIsNamed() {
    Safetensors.write(
        encoder,
        new StateDict(Map.of("blocks.0.attn.qkv.weight", TensorData.scalar(1))),
        Map.of("size", "16"));
    isRefused("encoder.safetensors", "those of no ResNet", "'blocks.0.attn.qkv.weight'");
  }

  @Test
  void encoderThatDoesNotSayItsSizeNeedsOne() {
    encoder = Path.of("random:resnet18,small,width=0.125");
    isRefused("--encoder", "needs --size");
    assertThat(evaluate("knn", "--size 16")).isZero();
  }

  @Test
  void optionsOfTheOtherSolverAreRefused() {
    assertThat(evaluate("linear", "--epochs 3")).isEqualTo(2);
    assertThat(err.toString()).contains("--solver: LBFGS has no --epochs");
  }

  @Test
  void listsInCsvFilesAreReadLikeFolders() throws IOException {
    for (String set : new String[] {"train", "test"}) {
      StringBuilder csv = new StringBuilder("label,path\n");
      for (int c = 0; c < COLOURS.length; c++) {
        csv.append("colour %d,%s/class%d/1.png\n".formatted(c, set, c));
        csv.append("colour %d,%s/class%d/2.png\n".formatted(c, set, c));
      }
      Files.writeString(folder.resolve(set + ".csv"), csv);
    }
    assertThat(evaluateLists()).as(err.toString()).isZero();
    assertThat(Table.read(folder.resolve("result/confusion.csv")).get(2).get("colour 2"))
        .isEqualTo("2");
  }

  private int evaluateLists() {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String command =
        "evaluate knn --encoder %s --train %s/train.csv --test %s/test.csv --output %s/result";
    return Main.run(line, command.formatted(encoder, folder, folder, folder).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path,label;a.png,x;a.png,y | 'a.png' is listed with two classes, 'x' and 'y'",
        "path,label;a.png,x;b.png, | 'b.png' has no label",
        "file,class;a.png,x | needs the columns 'path' and 'label'",
        "path,label;a.png,x,z | row 1",
        "path,label;a.png,x;b.png,x | holds one class, [x]"
      })
  void listThatDisagreesIsRefused(String csv, String fault) throws IOException {
    Files.writeString(folder.resolve("train.csv"), csv.replace(';', '\n') + "\n");
    Files.write(folder.resolve("a.png"), new byte[1]);
    Files.write(folder.resolve("b.png"), new byte[1]);
    Files.writeString(folder.resolve("test.csv"), "path,label\na.png,x\n");
    assertThat(evaluateLists()).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("--train", fault);
    assertThat(folder.resolve("result.partial")).doesNotExist();
  }

  @Test
  void listOfLabelledImagesIsChecked() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "class0/0.png\nclass1/0.png\nclass2/99.png\n");
    assertThat(evaluate("semi", "--list " + list)).isEqualTo(2);
    assertThat(err.toString()).contains("--list", "'class2/99.png', which --train does not hold");
    Files.writeString(list, "\uFEFFclass0\\0.png\r\nclass1/0.png \r\n\r\nclass2/9.png");
    assertThat(evaluate("semi", "--epochs 8 --list " + list)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("list images      3");
  }

  @Test
  void reportShowsAllItsPicturesInABrowser() throws Exception {
    assertThat(evaluate("knn", "")).as(err.toString()).isZero();
    Browser.Shown shown = Browser.show(folder.resolve("result/report.html"));
    assertThat(shown.errors()).isEmpty();
    assertThat(shown.broken()).isZero();
    // the matrix, 8 rows of neighbours with 6 each, rows of three for the energy
    assertThat(shown.pictures()).isGreaterThanOrEqualTo(1 + 8 * 7 + 3);
    assertThat(shown.text())
        .contains("Nearest neighbours", "Map of the features", "Energy of the features");
  }
}
