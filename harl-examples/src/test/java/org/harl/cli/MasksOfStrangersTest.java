package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MasksOfStrangersTest {
  private static final int IMAGES = 6;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void draw() throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(3, IMAGES);
    Files.createDirectories(folder.resolve("images"));
    for (int i = 0; i < IMAGES; i++) {
      ImageIO.write(Pictures.of(scenes.read(i), 64), "png", new File(path("images/" + i + ".png")));
    }
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return Main.run(commandLine, arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void imagesWithoutAMaskEndItWithTheirNumberUnlessTheyAreAllowed() throws IOException {
    Files.writeString(folder.resolve("images/text.jpg"), "no image");
    Files.copy(folder.resolve("images/0.png"), folder.resolve("images/0.jpg")); // one mask of two
    String[] command = {
      "masks", "generate", "--provider", "centre", "--images", path("images"), "--masks", path("m")
    };
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "harl: 3 of 8 images have no mask, '"
                + path("m/rejected.jsonl")
                + "' says why; mend or remove them and repeat the command, or give"
                + " --allow-failures\n");
    List<String> allowed = new ArrayList<>(List.of(command));
    allowed.add("--allow-failures");
    assertThat(run(allowed.toArray(String[]::new))).isZero();
    assertThat(out.toString()).contains("0 rejected, 3 failed; ", "5 there already");
  }

  @Test
  void truthThatIsBlackIsNamedAndDoesNotEndTheEvaluation() throws IOException {
    run("masks", "generate", "--provider", "mbd", "--images", path("images"), "--masks", path("m"));
    File black = new File(path("m/5.png"));
    BufferedImage there = ImageIO.read(black);
    int type = BufferedImage.TYPE_BYTE_GRAY;
    ImageIO.write(new BufferedImage(there.getWidth(), there.getHeight(), type), "png", black);
    String[] command = {
      "masks",
      "evaluate",
      "--provider",
      "mbd",
      "--images",
      path("images"),
      "--ground-truth",
      path("m")
    };
    assertThat(run(command)).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("harl: the truth of 1 images has no foreground, F is 0 there: '5.png'\n");
    assertThat(out.toString()).containsPattern("mbd +6 ");
  }

  @Test
  void pretrainingRefusesMasksOfClassNumbers() throws IOException {
    drawClassNumbers("labels");
    assertRefused("pretrain --batch 6 --images %1$s/images --masks %1$s/labels --output %1$s/out");
  }

  @Test
  void masksAreNotEvaluatedByClassNumbers() throws IOException {
    drawClassNumbers("labels");
    assertRefused(
        "masks evaluate --provider mbd --images %1$s/images --ground-truth %1$s/labels"
            + " --csv %1$s/out");
  }

  @Test
  void noForestIsTrainedOnClassNumbers() throws IOException {
    drawClassNumbers("labels");
    assertRefused(
        "masks train-drfi --images %1$s/images --ground-truth %1$s/labels --output %1$s/out");
  }

  @Test
  void neighboursAreNotSoughtBehindMasksOfClassNumbers() throws IOException {
    drawClassNumbers("labels/b");
    for (int i = 0; i < IMAGES; i++) {
      Path of = Files.createDirectories(folder.resolve(i % 2 == 0 ? "classes/a" : "classes/b"));
      Files.copy(folder.resolve("images/" + i + ".png"), of.resolve(i + ".png"));
    }
    assertRefused(
        "evaluate knn --encoder random:resnet18,small,width=0.25 --size 32 --train %1$s/classes"
            + " --test %1$s/classes --masks %1$s/labels --output %1$s/out");
  }

  /** A mask an image whose foreground has more values than one. */
  private void drawClassNumbers(String masks) throws IOException {
    Files.createDirectories(folder.resolve(masks));
    for (int i = 0; i < IMAGES; i++) {
      BufferedImage numbers = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
      numbers.getRaster().setSample(9, 9, 0, 1 + i);
      numbers.getRaster().setSample(8, 9, 0, 15);
      ImageIO.write(numbers, "png", new File(path(masks + "/" + i + ".png")));
    }
  }

  /** The command says so in one line and writes nothing; the folder is its first argument. */
  private void assertRefused(String command) {
    assertThat(run(command.formatted(folder).split(" "))).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("harl: masks: of ")
        .contains("none tells foreground from background", "has the values 0, ", ", 15")
        .hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("out.partial")).doesNotExist();
  }
}
