package org.harl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.harl.masks.saliency.RejectedMask;
import org.harl.masks.store.MaskDataSet;
import org.harl.masks.store.MaskGeneration;
import org.harl.masks.store.MaskManifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkMasksTest {
  private static final int IMAGES = 400;

  @TempDir Path folder;

  private Path images;

  @BeforeEach
  void draw() throws IOException {
    images = folder.resolve("images");
    for (int i = 0; i < IMAGES; i++) {
      Path file = images.resolve("class" + i % 7).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = picture.createGraphics();
      graphics.setColor(new Color(40, 90 + i % 100, 60));
      graphics.fillRect(0, 0, 64, 48);
      graphics.setColor(Color.RED);
      graphics.fillOval(10 + i % 20, 10, i % 50 == 0 ? 0 : 20, 20);
      graphics.dispose();
      ImageIO.write(picture, "png", file.toFile());
    }
    Files.writeString(images.resolve("class0/text.jpg"), "no image");
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder.resolve(name))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.resolve(name).relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  private MaskManifest spark(String name, String provider) throws IOException {
    SparkConf settings =
        new SparkConf()
            .setMaster("local[4,3]")
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "localhost");
    try (JavaSparkContext spark = new JavaSparkContext(settings)) {
      return SparkMasks.run(
          spark, images.toString(), folder.resolve(name).toString(), provider, RejectedMask.CENTRE);
    }
  }

  private void local(String name, String provider) throws IOException {
    try (MaskDataSet set =
        new MaskDataSet(images, folder.resolve(name), provider, RejectedMask.CENTRE)) {
      MaskGeneration.run(set, 2, outcome -> {});
    }
  }

  @Test
  void sparkWritesTheFilesOfALocalRun() throws IOException {
    local("local", "mbd");
    MaskManifest manifest = spark("spark", "mbd");
    assertThat(manifest.images()).isEqualTo(IMAGES + 1);
    assertThat(manifest.rejected()).isEqualTo(IMAGES / 50);
    assertThat(manifest.failed()).isEqualTo(1);
    assertThat(files("spark")).isEqualTo(files("local")).hasSize(IMAGES + 2);
  }

  @Test
  void tasksThatDieAreTriedAgainAndNoMaskIsLostOrDoubled() throws IOException {
    FlakyMasks.FAILED.clear();
    MaskManifest manifest = spark("spark", "flaky");
    assertThat(FlakyMasks.FAILED).isNotEmpty();
    assertThat(manifest.complete()).isTrue();
    assertThat(manifest.images()).isEqualTo(IMAGES + 1);
    assertThat(manifest.failed()).isEqualTo(1);
    local("local", "flaky"); // all have failed once: none fails now
    assertThat(files("spark")).isEqualTo(files("local")).hasSize(IMAGES + 2);
  }

  private int command(StringWriter err, String... more) {
    String[] folders = {
      "--images", images.toString(), "--masks", folder.resolve("made").toString()
    };
    return SparkMasks.commandLine()
        .setErr(new PrintWriter(err))
        .execute(
            Stream.of(folders, new String[] {"--provider", "centre", "--rejected", "skip"}, more)
                .flatMap(Stream::of)
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--images=none|--master=local[1]|'none'",
        "--rejected=none|--master=local[1]|--rejected",
        "--provider=centre|--rejected=CENTRE|--master: none is given",
        "--provider=none|--master=local[1]|'none'"
      })
  void whatCannotBeUsedIsSaidInOneLineAndNothingIsMade(String one, String two, String fault) {
    StringWriter err = new StringWriter();
    assertThat(command(err, one, two)).isEqualTo(2);
    assertThat(err.toString()).startsWith("harl: ").contains(fault).hasLineCount(1);
    assertThat(folder.resolve("made")).doesNotExist();
  }
}
