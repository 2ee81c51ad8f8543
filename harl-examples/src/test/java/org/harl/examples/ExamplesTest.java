package org.harl.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.embed.TrainedEncoder;
import org.harl.image.Image;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private interface Program {
    void main(String[] arguments) throws Exception;
  }

  private static String printed(Program program, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      program.main(arguments);
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }

  @Test
  void tenLinesPretrainOnAFolderAndEmbedAnother(@TempDir Path folder) throws Exception {
    Path images = drawn(Files.createDirectory(folder.resolve("images")), 24);
    Path photographs = drawn(Files.createDirectory(folder.resolve("photographs")), 5);
    Path file = folder.resolve("encoder.safetensors");
    assertThat(
            printed(
                TenLines::main, images.toString(), photographs.toString(), file.toString(), "1"))
        .isEqualTo("5 vectors of 128\n");
    assertThat(TrainedEncoder.read(file).size()).isEqualTo(32);
  }

  private static Path drawn(Path folder, int count) throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(1, count);
    for (int n = 0; n < count; n++) {
      Image scene = scenes.read(n);
      BufferedImage image =
          new BufferedImage(scene.width(), scene.height(), BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < scene.width() * scene.height(); i++) {
        int rgb =
            (scene.rgb()[3 * i] & 0xff) << 16
                | (scene.rgb()[3 * i + 1] & 0xff) << 8
                | scene.rgb()[3 * i + 2] & 0xff;
        image.setRGB(i % scene.width(), i / scene.width(), rgb);
      }
      ImageIO.write(image, "png", folder.resolve(n + ".png").toFile());
    }
    return folder;
  }

  @Test
  void encoderOfOnesOwnTrainsAndEmbeds() throws Exception {
    assertThat(printed(CustomEncoder::main)).isEqualTo("20 tensors; vectors of 64\n");
  }

  @Test
  void objectiveOfOnesOwnReportsItsTerms() throws Exception {
    assertThat(printed(CustomObjective::main).lines())
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).contains("same").contains("context"));
  }

  @Test
  void maskProviderOfOnesOwnTrains() throws Exception {
    assertThat(printed(CustomMaskProvider::main)).matches("scene 0 is \\d+% foreground\n");
  }
}
