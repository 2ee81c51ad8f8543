package org.harl.masks.opencv;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.harl.data.ImageFolder;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskFiles;
import org.harl.masks.Pictures;
import org.harl.masks.saliency.RejectedMask;
import org.harl.masks.store.MaskDataSet;
import org.harl.masks.store.MaskGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that break things: each gets its mask or one line, and the run goes on. */
class HardImagesTest {
  @TempDir Path folder;

  private Path images() throws IOException {
    return Files.createDirectories(folder.resolve("images"));
  }

  private void copy(String resource, String name) throws IOException {
    byte[] bytes = getClass().getResourceAsStream(resource).readAllBytes();
    Files.write(images().resolve(name), bytes);
  }

  private void write(BufferedImage picture, String name) throws IOException {
    ImageIO.write(picture, "png", images().resolve(name).toFile());
  }

  /** What became of each image; what was not written has its reason. */
  private Map<String, String> outcomes() throws IOException {
    Map<String, String> outcomes = new HashMap<>();
    try (MaskDataSet set =
        new MaskDataSet(images(), folder.resolve("masks"), "mbd", RejectedMask.CENTRE)) {
      MaskGeneration.run(
          set,
          2,
          outcome -> {
            synchronized (outcomes) {
              String reason = outcome.reason().isEmpty() ? "" : ": " + outcome.reason();
              outcomes.put(outcome.image(), outcome.kind() + reason);
            }
          });
    }
    return outcomes;
  }

  private Mask mask(String name) throws IOException {
    Image image = ImageFolder.read(images(), name, new OpenCvDecoder());
    return new MaskFiles(folder.resolve("masks")).mask(image);
  }

  /** The red disc of the fixtures: about (17, 15), radius 9, in 48 x 32. */
  private static void showsTheDisc(Mask mask) {
    long wrong = 0;
    for (int i = 0; i < mask.cells().length; i++) {
      double dx = i % mask.width() - 17;
      double dy = i / mask.width() - 15;
      wrong += (dx * dx + dy * dy < 81) != (mask.cells()[i] == 1) ? 1 : 0;
    }
    assertThat(wrong).isLessThan(150); // of 1,536
  }

  @Test
  void unusualColoursAndDepthsGetTheirMasks() throws IOException {
    copy("cmyk.jpg", "cmyk.jpg");
    BufferedImage alpha = new BufferedImage(48, 32, BufferedImage.TYPE_INT_ARGB);
    BufferedImage deep = new BufferedImage(48, 32, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 48 * 32; i++) {
      boolean disc = Math.hypot(i % 48 - 17, i / 48 - 15) < 9;
      alpha.setRGB(i % 48, i / 48, disc ? 0x80d22832 : 0xff28965a);
      deep.getRaster().setSample(i % 48, i / 48, 0, disc ? 60_000 : 9_000);
    }
    write(alpha, "alpha.png");
    write(deep, "deep.png");
    BufferedImage grey = new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_GRAY);
    grey.createGraphics().drawImage(deep, 0, 0, null);
    write(grey, "grey.png");
    assertThat(outcomes())
        .hasSize(4)
        .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo("WRITTEN"));
    for (String name : new String[] {"cmyk.jpg", "alpha.png", "deep.png", "grey.png"}) {
      showsTheDisc(mask(name));
    }
  }

  @Test
  void animationsGetTheMaskOfTheirFirstPicture() throws IOException {
    copy("animated.webp", "animated.webp");
    copy("animated.png", "b.png");
    copy("animated.gif", "gif-by-another-name.jpg");
    assertThat(outcomes())
        .hasSize(3)
        .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo("WRITTEN"));
    for (String name : new String[] {"animated.webp", "b.png", "gif-by-another-name.jpg"}) {
      showsTheDisc(mask(name));
    }
  }

  @Test
  void maskOfARotatedPhotographIsUprightAsTrainingSeesIt() throws IOException {
    copy("rotated.jpg", "rotated.jpg");
    assertThat(outcomes()).containsEntry("rotated.jpg", "WRITTEN");
    Mask mask = mask("rotated.jpg");
    assertThat(mask.width()).isEqualTo(32);
    assertThat(mask.height()).isEqualTo(48);
    // (x, y) is stored; a quarter turn clockwise shows it at (31 - y, x)
    assertThat(mask.cells()[17 * 32 + 31 - 15]).isEqualTo((byte) 1);
    assertThat(mask.cells()[40 * 32 + 8]).isZero();
  }

  @Test
  void smallestImageGetsAMaskOfItsSize() throws IOException {
    write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "dot.png");
    assertThat(outcomes().get("dot.png")).startsWith("REJECTED: ");
    assertThat(mask("dot.png").cells()).hasSize(1);
  }

  @Test
  void whatIsNoImageOrTooLargeIsOneLineEachAndTheOthersGetTheirMasks() throws IOException {
    byte[] png = Pictures.file(Pictures.disc(48, 32), "png");
    byte[] jpeg = Pictures.file(Pictures.disc(48, 32), "jpg");
    Files.write(images().resolve("good.png"), png);
    Files.write(images().resolve("half.jpg"), Arrays.copyOf(jpeg, jpeg.length - 40));
    Files.write(images().resolve("empty.png"), new byte[0]);
    Files.writeString(images().resolve("text.jpg"), "a text file\n");
    byte[] bomb = png.clone();
    ByteBuffer.wrap(bomb).putInt(16, 50_000).putInt(20, 50_000);
    Files.write(images().resolve("bomb.png"), bomb);
    Map<String, String> outcomes = outcomes();
    assertThat(outcomes)
        .containsEntry("good.png", "WRITTEN")
        .containsEntry("empty.png", "FAILED: 'empty.png' is empty")
        .containsEntry("half.jpg", "FAILED: 'half.jpg' is cut short: no end of image marker")
        .containsEntry(
            "bomb.png",
            "FAILED: 'bomb.png' declares 2500000000 pixels; at most 120000000 are read");
    assertThat(outcomes.get("text.jpg")).startsWith("FAILED: 'text.jpg' is damaged, or no image");
    assertThat(outcomes.values()).noneMatch(outcome -> outcome.contains("\n"));
  }
}
