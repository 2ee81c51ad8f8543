package org.harl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.harl.error.HarlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveTest {
  @TempDir Path folder;

  @Test
  @Timeout(60)
  void aMillionStepsAreDrawn() throws IOException {
    LearningCurve curve = new LearningCurve();
    for (int step = 0; step < 1_000_000; step++) {
      curve.loss(step / 1000.0, Math.sin(step));
    }
    Path file = folder.resolve("curve.png");
    curve.write(file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(900);
  }

  @Test
  void accuraciesAreDrawnWithoutLosses() throws IOException {
    LearningCurve both = new LearningCurve();
    LearningCurve alone = new LearningCurve();
    for (LearningCurve curve : List.of(both, alone)) {
      curve.accuracy(0, 0.25);
      curve.accuracy(2, 0.5);
    }
    both.loss(1, 3.5);
    both.write(folder.resolve("both.png"));
    alone.write(folder.resolve("alone.png"));
    assertThat(ImageIO.read(folder.resolve("alone.png").toFile()).getWidth()).isEqualTo(900);
    assertThat(Files.readAllBytes(folder.resolve("alone.png")))
        .isNotEqualTo(Files.readAllBytes(folder.resolve("both.png")));
  }

  @Test
  void aCurveOfNothingIsRefusedInPlainWords() {
    Path file = folder.resolve("curve.png");
    assertThatThrownBy(() -> new LearningCurve().write(file))
        .isInstanceOf(HarlException.class)
        .hasMessage("no loss and no accuracy of the run is left to draw");
    assertThat(file).doesNotExist();
  }

  @Test
  void theCurveIsAPictureOf900By500() throws IOException {
    LearningCurve curve = new LearningCurve();
    curve.accuracy(0, 0.25);
    curve.loss(1, 3.5);
    curve.loss(2, 2.5);
    curve.accuracy(2, 0.5);
    Path file = folder.resolve("curve.png");
    curve.write(file);
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(900);
    assertThat(picture.getHeight()).isEqualTo(500);
  }
}
