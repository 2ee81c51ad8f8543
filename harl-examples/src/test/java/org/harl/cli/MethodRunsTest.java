package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.cli.files.Table;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.trace.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small runs of objectives that need more of the images than their pixels. */
class MethodRunsTest extends Calls {
  private static final String SMALL =
      " --size 24 --width 0.125 --projector-hidden 16 --projector-out 8 --batch 4 --epochs 2"
          + " --warmup 0 --output ";

  private Path images = Path.of("images");

  @BeforeEach
  void draw() throws IOException {
    images = folder.resolve("images");
    for (int i = 0; i < 8; i++) {
      Path at = images.resolve((i % 2 == 0 ? "light" : "dark") + "/" + i + ".png");
      Files.createDirectories(at.getParent());
      BufferedImage image = new BufferedImage(30, 30, BufferedImage.TYPE_INT_RGB);
      Graphics2D pen = image.createGraphics();
      pen.setColor(i % 2 == 0 ? Color.YELLOW : Color.BLUE);
      pen.fillRect(i, i, 20, 15);
      pen.dispose();
      ImageIO.write(image, "png", at.toFile());
    }
  }

  @Test
  void foldersAreTheClassesThatSupervisedTrainingLearnsAndReportsItsAccuracyOn()
      throws IOException {
    String run = "pretrain --objective supervised,smoothing=0.1 --images " + images + SMALL;
    assertThat(harl((run + folder.resolve("run")).split(" "))).as(err.toString()).isZero();
    assertThat(Table.read(folder.resolve("run/steps.csv")))
        .hasSize(4)
        .allSatisfy(row -> assertThat(Double.parseDouble(row.get("accuracy"))).isBetween(0.0, 1.0));
    String flat = "pretrain --objective supervised --images " + images.resolve("light") + SMALL;
    assertThat(harl((flat + folder.resolve("flat")).split(" "))).isEqualTo(2);
    assertThat(err.toString().lines())
        .filteredOn(line -> line.contains("the images have none; give each class a folder"))
        .hasSize(1);
  }

  @Test
  void pirlLearnsFromImagesAndTheirJigsawsAndKeepsItsMemory() throws IOException {
    String run = "pretrain --objective pirl,negatives=6 --images " + images + SMALL;
    assertThat(harl((run + folder.resolve("run")).split(" "))).as(err.toString()).isZero();
    assertThat(Table.read(folder.resolve("run/steps.csv")))
        .hasSize(4)
        .allSatisfy(row -> assertThat(Double.parseDouble(row.get("jigsaw"))).isPositive());
    assertThat(folder.resolve("run/report.html")).content().contains("view 2");
    StateDict kept =
        Safetensors.read(folder.resolve("run/checkpoints/checkpoint-000000000004.safetensors"))
            .tensors();
    assertThat(kept.get("objective.memory").shape()).isEqualTo(Shape.of(8, 8));
    assertThat(kept.get("online.jigsaw.weight").shape()).isEqualTo(Shape.of(8, 72));
  }

  @Test
  void smallViewsAndOtherBackgroundsAreTrainedOnAndShown() throws IOException {
    String run =
        "pretrain --crops 2x24,2x16 --background swap=1 --masks centre --method byol --images "
            + images
            + SMALL.replace("--size 24 ", "");
    assertThat(harl((run + folder.resolve("run")).split(" "))).as(err.toString()).isZero();
    assertThat(Table.read(folder.resolve("run/steps.csv"))).hasSize(4);
    assertThat(folder.resolve("run/report.html"))
        .content()
        .contains("view 2, other background", "view 4, other background");
    assertThat(folder.resolve("run/plan.json")).content().contains("\"size\" : 24");
    String twice = run.replace("--crops 2x24,2x16", "--crops 2by24");
    assertThat(harl((twice + folder.resolve("twice")).split(" "))).isEqualTo(2);
    assertThat(err.toString())
        .contains("crops '2by24': a list such as 2x224,6x96 is needed, got '2by24'");
  }
}
