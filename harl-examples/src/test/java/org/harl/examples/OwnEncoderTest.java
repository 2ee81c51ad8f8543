package org.harl.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.harl.cli.Main;
import org.harl.cli.Pictures;
import org.harl.embed.TrainedEncoder;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoder family of harl-api's guide, compiled as a user does and put on the class path. */
class OwnEncoderTest {
  private static final Pattern SNIPPET =
      Pattern.compile(
          "```java\\n(public final class Mine implements EncoderFamily .*?)```", Pattern.DOTALL);

  private static final String SMALL =
      "pretrain --backend djl --threads 1 --scenes 24 --size 16 --batch 8 --epochs 1"
          + " --projector-hidden 8 --projector-out 4 ";

  @TempDir Path folder;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void compile() throws IOException {
    Matcher snippet =
        SNIPPET.matcher(Files.readString(Path.of("../harl-api/guides/parts-of-your-own.md")));
    assertThat(snippet.find()).isTrue();
    Path source =
        Files.writeString(
            folder.resolve("Mine.java"),
            "import java.util.List; import org.harl.model.*; import org.harl.services.*;"
                + " import org.harl.trace.*;\n"
                + snippet.group(1));
    Path classes = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(classes.resolve("org.harl.model.EncoderFamily"), "Mine\n");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString(),
                source.toString());
    assertThat(failed).isZero();
    URL[] path = {folder.resolve("classes").toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(path, before));
  }

  @AfterEach
  void restore() throws IOException {
    ((URLClassLoader) Thread.currentThread().getContextClassLoader()).close();
    Thread.currentThread().setContextClassLoader(before);
  }

  private int harl(String arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        arguments.replace("DIR", folder.toString()).split(" "));
  }

  private void ends(int code, String arguments) {
    assertThat(harl(arguments)).as(err.toString()).isEqualTo(code);
  }

  private void drawImages() throws IOException {
    Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 3; i++) {
      ImageIO.write(
          Pictures.of(new SyntheticScenes(5, 3).read(i), 24),
          "png",
          folder.resolve("images/" + i + ".png").toFile());
    }
  }

  @Test
  void itTrainsByItsNameAndItsFileIsEmbeddedAndExportedWhereTheFamilyIs() throws IOException {
    drawImages();
    ends(0, SMALL + "--encoder MINE,channels=6 --output DIR/run");
    Path file = folder.resolve("run/encoder.safetensors");
    TrainedEncoder trained = TrainedEncoder.read(file);
    assertThat(trained.encoder()).hasToString("mine,channels=6");
    assertThat(trained.weights().get("conv.weight").shape()).hasToString("[6, 3, 3, 3]");
    String embed = "embed --backend djl --images DIR/images --output DIR/v --encoder " + file;
    ends(0, embed);
    assertThat(out.toString()).startsWith("3 images, 6 features, resized to 16 and cut to 16");
    ends(0, "export --format onnx --output DIR/model --encoder " + file);
    assertThat(folder.resolve("model/encoder.onnx")).isNotEmptyFile();
    ends(0, "pretrain --plan DIR/run/plan.json --output DIR/again");
    assertThat(folder.resolve("again/encoder.safetensors")).hasSameBinaryContentAs(file);
    ends(0, "embed --images DIR/images --output DIR/w --size 16 --encoder random:mine");
    Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], before));
    ends(2, embed + " --overwrite");
    assertThat(err.toString())
        .startsWith("harl: encoder '" + file + "': encoder 'mine' is not on the class path")
        .hasLineCount(1);
  }

  @Test
  void optionsOfResNetsAreRefusedBesideIt() {
    for (String option : new String[] {"--width 0.5", "--stem small", "--output-stride 16"}) {
      ends(2, SMALL + "--encoder mine --output DIR/run " + option);
      assertThat(err)
          .hasToString(
              "harl: "
                  + option.split(" ")[0]
                  + ": it is for resnets, the encoder is 'mine'; leave it out, and set in the"
                  + " encoder's text what it takes"
                  + System.lineSeparator());
    }
    ends(2, SMALL + "--encoder mine,chanels=8 --output DIR/run");
    assertThat(err.toString())
        .contains("'chanels=8' is none of channels=N; did you mean 'channels'?");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void theHelpListsIt() {
    ends(0, "pretrain --help");
    assertThat(out.toString()).containsPattern("One of mine, resnet101,");
  }
}
