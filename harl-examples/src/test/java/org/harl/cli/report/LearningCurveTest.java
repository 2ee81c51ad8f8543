package org.harl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
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
