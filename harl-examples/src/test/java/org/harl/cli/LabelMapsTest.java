package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps of labels from files and from a heuristic, in the commands that read them. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class LabelMapsTest extends Calls {
  private static final int IMAGES = 16;
  private static final int SIDE = 40;
  private static final String SMALL =
      " --size 16 --width 0.0625 --projector-hidden 16 --projector-out 8 --batch 8 --epochs 1"
          + " --warmup 0";

  /** Four bands to a map, and 255 on the left. */
  @BeforeEach
  void draw() throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(3, IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      write("images/" + i + ".png", Pictures.of(scenes.read(i), SIDE));
      BufferedImage map = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      for (int at = 0; at < SIDE * SIDE; at++) {
        int label = at % SIDE < 4 ? 255 : at / SIDE / 10;
        map.getRaster().setSample(at % SIDE, at / SIDE, 0, label);
      }
      write("maps/" + i + ".png", map);
    }
  }

  private void write(String name, BufferedImage picture) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private int run(String line) {
    return harl(line.replace("DIR", folder.toString()).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--masks DIR/maps --mask-labels --objective detcon-b --regions 4",
        "--masks labels:DIR/maps --objective detcon-s,regions=3",
        "--masks felzenszwalb:min=2000 --objective hybrid --regions 5",
        "--masks mbd --objective mask,regions=2"
      })
  void regionsOfAnyProviderAreTrainedOn(String options) throws IOException {
    assertThat(run("pretrain --images DIR/images --output DIR/run " + options + SMALL))
        .as(err.toString())
        .isZero();
    assertThat(folder.resolve("run/encoder.safetensors")).exists();
    String plan = Files.readString(folder.resolve("run/plan.json"));
    assertThat(plan.contains("\"mask-labels\" : true"))
        .isEqualTo(options.contains("--mask-labels"));
    assertThat(plan.contains("\"regions\" : ")).isEqualTo(options.contains("--regions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--masks DIR/maps --mask-labels --objective detcon-b|plan: the objective compares 16 regions of a view, but no map of 'labels' holds more than 4; compare fewer, or name",
        "--masks mbd --objective mask --regions 3|plan: the objective compares 3 regions of a view, but no map of 'mbd' holds more than 2",
        "--masks mbd --mask-labels|--mask-labels: --masks 'mbd' is no folder; give a folder of PNG files",
        "--mask-labels|--mask-labels: --masks is not given; give a folder of PNG files",
        "--masks DIR/images --mask-labels --objective mask --regions 2|is no map of labels; give a PNG file with a palette, or grey of up to 8 bits",
        "--objective detcon-b|plan: the objective compares [sampled16], but the images have no masks; name a mask provider"
      })
  void whatCannotBeComparedIsSaidInOneLine(String options, String fault) {
    assertThat(run("pretrain --images DIR/images --output DIR/run " + options + SMALL))
        .isEqualTo(2);
    assertOneLine(fault);
  }

  @Test
  void mapsOfOtherSizesAreSaidInOneLine() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      BufferedImage map = new BufferedImage(9, 7, BufferedImage.TYPE_BYTE_GRAY);
      map.getRaster().setSample(1, 1, 0, 3);
      write("maps/" + i + ".png", map);
    }
    String options = " --masks DIR/maps --mask-labels --objective mask --regions 2";
    assertThat(run("pretrain --images DIR/images --output DIR/run" + options + SMALL)).isEqualTo(2);
    assertOneLine(".png' has 9 x 7 pixels, image '");
  }

  @Test
  void theSheetShowsRegionsInColours() throws IOException {
    assertThat(
            run(
                "masks show --images DIR/images --masks DIR/maps --mask-labels --provider"
                    + " felzenszwalb --provider mbd --count 3 --output DIR/sheet.html"))
        .as(err.toString())
        .isZero();
    String html = Files.readString(folder.resolve("sheet.html"));
    // an image, two maps, a saliency map and a mask
    assertThat(html.split("<img ", -1)).hasSize(1 + 3 * 5);
    assertThat(html.split("4 regions", -1)).hasSizeGreaterThan(3);
    assertThat(html.split("% foreground", -1)).hasSize(1 + 3);
  }
}
