package org.harl.cli.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.Main;
import org.harl.cli.files.Table;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 120 images in one folder, of which one may be left out. */
class EmbedCommandTest {
  private static final int IMAGES = 120;
  private static final int FEATURES = 64;
  private static final int HEADER = 128;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void images() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < IMAGES; i++) {
      BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(new Color(2 * i, 255 - i, 40));
      graphics.fillOval(i % 9, i % 7, 8, 8);
      ImageIO.write(image, "png", images.resolve("%03d.png".formatted(i)).toFile());
    }
  }

  private int embed(String more) {
    return embedTo("v", more);
  }

  private int embedTo(String prefix, String more) {
    String command =
        "embed --encoder random:resnet18,small,width=0.125 --size 16 --images %s/images --output"
            + " %s/%s %s";
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        command.formatted(folder, folder, prefix, more).trim().split(" "));
  }

  private void damage(String name) throws IOException {
    Path file = folder.resolve("images").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("images"))
          .sorted()
          .toList();
    }
  }

  @Test
  void rowsOfBothFilesAreThoseOfTheImagesThatCouldBeRead() throws IOException {
    assertThat(embed("")).as(err.toString()).isZero();
    byte[] whole = Files.readAllBytes(folder.resolve("v.npy"));
    damage("041.png");
    assertThat(embed("--overwrite --threads 2")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("119 images, 1 that cannot be read left out, 64 features, resized to 16 and cut");
    byte[] bytes = Files.readAllBytes(folder.resolve("v.npy"));
    assertThat(new String(bytes, 10, HEADER - 10, StandardCharsets.US_ASCII))
        .contains("'shape': (119, 64)");
    assertThat(bytes).hasSize(HEADER + 119 * 4 * FEATURES);
    List<CSVRecord> rows = Table.read(folder.resolve("v.csv"));
    assertThat(rows).hasSize(119);
    ByteBuffer array = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer before = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < 119; row++) {
      int image = row < 41 ? row : row + 1;
      assertThat(rows.get(row).get("image")).isEqualTo("%03d.png".formatted(image));
      for (int i = 0; i < FEATURES; i++) {
        float value = array.getFloat(HEADER + 4 * (row * FEATURES + i));
        assertThat(rows.get(row).get("f" + i)).isEqualTo(Float.toString(value));
        assertThat(value).isEqualTo(before.getFloat(HEADER + 4 * (image * FEATURES + i)));
      }
    }
  }

  @Test
  void whatLiesAmongTheImagesIsNoImageOfTheNextRun() throws IOException {
    assertThat(embed("")).isZero();
    byte[] apart = Files.readAllBytes(folder.resolve("v.npy"));
    for (int run = 0; run < 2; run++) {
      String among = "images/v" + run;
      assertThat(embedTo(among, "")).as(err.toString()).isZero();
      assertThat(folder.resolve(among + ".npy")).hasBinaryContent(apart);
    }
  }

  @Test
  void moreThanOnePercentThatCannotBeReadEndItAndLeaveWhatWasThere() throws IOException {
    damage("003.png");
    damage("119.png");
    assertThat(embed("")).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("more than 1% of the images cannot be read: 2 of 120", "'003.png', '119.png'");
    assertThat(written()).isEmpty();
    Files.writeString(folder.resolve("v.npy"), "old");
    Files.writeString(folder.resolve("v.csv"), "older");
    assertThat(embed("--overwrite")).isEqualTo(1);
    assertThat(folder.resolve("v.npy")).hasContent("old");
    assertThat(folder.resolve("v.csv")).hasContent("older");
    assertThat(written()).containsExactly("v.csv", "v.npy");
  }

  @Test
  void whatAKilledOneLeftIsReplaced() throws IOException {
    byte[] half = Arrays.copyOf("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1), 1 << 20);
    Files.write(folder.resolve("v.npy.partial"), half);
    Files.writeString(folder.resolve("v.csv.partial"), "image,f0\nhalf");
    assertThat(embed("")).as(err.toString()).isZero();
    assertThat(written()).containsExactly("v.csv", "v.npy");
    assertThat(folder.resolve("v.npy")).hasSize(HEADER + IMAGES * 4 * FEATURES);
    assertThat(Table.read(folder.resolve("v.csv"))).hasSize(IMAGES);
  }

  @Test
  void aSecondOneThatWritesThereIsRefusedAndChangesNothing() throws IOException {
    try (Npy other = new Npy(folder.resolve("v.npy.partial"), 1)) {
      other.row(new float[] {1});
      other.finish();
      assertThat(embed("")).isEqualTo(2);
    }
    assertThat(err.toString()).contains("--output: another run is writing", "v.npy.partial'");
    assertThat(folder.resolve("v.npy.partial")).hasSize(HEADER + 4);
  }

  @Test
  void oneThatWasWrittenMeanwhileIsNotReplaced() throws IOException {
    Path npy = Files.writeString(folder.resolve("v.npy"), "of another");
    ImageSource images = new SyntheticScenes(1, 1);
    assertThatThrownBy(() -> new VectorFiles(folder.resolve("v.csv"), npy, false, images))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("another run has just written");
    assertThat(npy).hasContent("of another");
    assertThat(written()).containsExactly("v.npy");
  }

  @Test
  void filesOfOthersInTheWayAreRefused() throws IOException {
    for (String name : List.of("v.csv.partial", "v.npy.partial")) {
      Path mine = Files.writeString(folder.resolve(name), "mine");
      assertThat(embed("")).isEqualTo(2);
      assertThat(err.toString()).contains(name + "' is in the way");
      assertThat(mine).hasContent("mine");
      Files.delete(mine);
    }
  }

  @Test
  void viewsMayBeCutOutOfLargerOnes() throws IOException {
    assertThat(embed("")).isZero();
    byte[] small = Files.readAllBytes(folder.resolve("v.npy"));
    assertThat(embed("--resize 20 --overwrite")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("resized to 20 and cut to 16 pixels");
    assertThat(Files.readAllBytes(folder.resolve("v.npy"))).isNotEqualTo(small);
    assertThat(embed("--resize 15 --overwrite")).isEqualTo(2);
    assertThat(err.toString()).contains("--resize: 15 is less than 16");
  }
}
