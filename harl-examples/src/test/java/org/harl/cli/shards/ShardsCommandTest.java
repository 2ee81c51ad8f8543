package org.harl.cli.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.harl.cli.Main;
import org.harl.cli.Pictures;
import org.harl.data.ImageFolder;
import org.harl.data.shards.Shards;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 24 scenes in folders of their classes, with masks. */
class ShardsCommandTest {
  private static final int IMAGES = 24;
  private static final SyntheticScenes SCENES = new SyntheticScenes(1, IMAGES);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void images() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      String name = "%s/%02d.png".formatted(i % 2 == 0 ? "cats" : "d.ogs", i);
      write(folder.resolve("images").resolve(name), Pictures.of(SCENES.read(i), 16));
      write(folder.resolve("masks").resolve(name), mask());
    }
  }

  private static BufferedImage mask() {
    BufferedImage mask = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    mask.getGraphics().fillRect(4, 4, 8, 6);
    return mask;
  }

  private static void write(Path file, BufferedImage picture) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private int harl(String command) {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        command.replace("@", folder + "/").split(" "));
  }

  private void assertRefused(String command, String... parts) throws IOException {
    err.getBuffer().setLength(0);
    assertThat(harl(command)).as(command).isEqualTo(2);
    assertThat(err.toString().strip()).startsWith("harl: ").contains(parts).hasLineCount(1);
  }

  private Map<String, byte[]> files(String shards) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> entries = Files.list(folder.resolve(shards))) {
      for (Path file : (Iterable<Path>) entries::iterator) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private List<TarArchiveEntry> entries(String shards) throws IOException {
    List<TarArchiveEntry> all = new ArrayList<>();
    for (Path file : List.of(folder.resolve(shards))) {
      try (Stream<Path> tars = Files.list(file)) {
        for (Path tar :
            (Iterable<Path>) tars.filter(p -> p.toString().endsWith(".tar"))::iterator) {
          try (TarFile read = new TarFile(tar)) {
            all.addAll(read.getEntries());
          }
        }
      }
    }
    return all;
  }

  @Test
  void imagesMasksAndClassesAreWhatTheFolderHas() throws IOException {
    assertThat(harl("shards --images @images --masks @masks --per-shard 10 --output @s")).isZero();
    assertThat(out.toString()).contains("24 images, 24 with masks, 0 keys", "in 3 shards: ");
    assertThat(files("s"))
        .containsOnlyKeys("000000.tar", "000001.tar", "000002.tar", "classes.txt", "shards.json");
    Shards shards = Shards.of(folder.resolve("s"));
    assertThat(shards.sequences().orElseThrow().sizes()).containsExactly(10, 10, 4);
    assertThat(shards.classes()).containsExactly("cats", "d.ogs");
    for (int i = 0; i < IMAGES; i++) {
      String[] name = shards.name(i).split("/");
      Path file = folder.resolve("images/" + name[1] + "/" + name[2] + ".png");
      assertThat(shards.read(i).rgb())
          .isEqualTo(ImageFolder.of(file.getParent()).read(index(file)).rgb());
      assertThat(shards.label(i)).hasValue(name[1].equals("cats") ? 0 : 1);
      assertThat(shards.mask(i).orElseThrow().coverage()).isEqualTo(48 / 256.0);
    }
  }

  private static int index(Path file) {
    ImageFolder beside = ImageFolder.of(file.getParent());
    String name = file.getFileName().toString();
    return IntStream.range(0, beside.size())
        .filter(i -> beside.name(i).equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSameFilesGiveTheSameBytesWithoutTimesAndOwners() throws IOException {
    assertThat(harl("shards --images @images --masks @masks --output @a")).isZero();
    assertThat(harl("shards --images @images --masks @masks --output @b")).isZero();
    assertThat(files("b")).containsExactlyInAnyOrderEntriesOf(files("a"));
    assertThat(entries("a"))
        .hasSize(3 * IMAGES)
        .allSatisfy(
            entry -> {
              assertThat(entry.getLastModifiedTime().toMillis()).isZero();
              assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
              assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
            });
    assertThat(harl("shards --images @images --seed 1 --output @c")).isZero();
    assertThat(Shards.of(folder.resolve("c")).name(0))
        .isNotEqualTo(Shards.of(folder.resolve("a")).name(0));
  }

  @Test
  void keysThatNoReaderWouldSplitRightlyAreRenamed() throws IOException {
    for (String name : new String[] {"a.b.png", "a_b.png", "a b.png", "stra\u00dfe.png"}) {
      write(folder.resolve("odd").resolve(name), Pictures.of(SCENES.read(0), 16));
    }
    write(folder.resolve("odd/" + "long/".repeat(40) + "k.png"), Pictures.of(SCENES.read(0), 16));
    assertThat(harl("shards --images @odd --output @s")).isZero();
    assertThat(out.toString()).contains("5 images, 0 with masks, 3 keys that are no paths");
    assertThat(entries("s"))
        .extracting(TarArchiveEntry::getName)
        .contains("stra\u00dfe.png", "a_b.png", "a_b_2.png", "a_b_3.png")
        .contains("long/".repeat(40) + "k.png")
        .anyMatch(name -> name.endsWith(".cls"));
  }

  @Test
  void whatTakesFoldersTakesShards() throws IOException {
    String network = " --encoder random:resnet18,small,width=0.125 --size 16";
    assertThat(harl("shards --images @images --masks @masks --per-shard 9 --output @s")).isZero();
    assertThat(harl("embed --images @s/*.tar --output @packed" + network)).isZero();
    assertThat(harl("embed --images @images --output @single" + network)).isZero();
    assertThat(vectors("packed")).isEqualTo(vectors("single"));
    assertThat(harl("evaluate knn --train @s --test @images --output @knn" + network)).isZero();
    assertThat(
            harl(
                "pretrain --images @s --size 16 --width 0.125 --batch 8 --epochs 1 --knn-train @s"
                    + " --knn-test @images --output @run"))
        .isZero();
    assertThat(folder.resolve("run/plan.json"))
        .content()
        .contains("\"shuffle-buffer\" : 4096", "\"objective\" : \"hybrid");
  }

  /** Vectors by the last part of the image's name. */
  private Map<String, String> vectors(String prefix) throws IOException {
    Map<String, String> vectors = new HashMap<>();
    Files.readAllLines(folder.resolve(prefix + ".csv")).stream()
        .skip(1)
        .map(line -> line.split(",", 2))
        .forEach(row -> vectors.put(row[0].replaceAll(".*/|\\.png$", ""), row[1]));
    assertThat(vectors).hasSize(IMAGES);
    return vectors;
  }

  @Test
  void aDamagedImageIsLeftOutByName() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("images/cats/02.png"));
    for (int i = 0; i < 100; i++) {
      Files.write(folder.resolve("images/cats/more" + i + ".png"), whole);
    }
    Files.write(folder.resolve("images/cats/02.png"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(harl("shards --images @images --output @s")).isZero();
    assertThat(
            harl(
                "embed --encoder random:resnet18,small,width=0.125 --size 16 --images @s --output"
                    + " @v"))
        .isZero();
    assertThat(out.toString()).contains("123 images, 1 that cannot be read left out");
    assertThat(Files.readString(folder.resolve("v.csv"))).doesNotContain("cats/02,");
  }

  @Test
  void nothingIsOverwrittenUnasked() throws IOException {
    assertThat(harl("shards --images @images --output @s")).isZero();
    Map<String, byte[]> before = files("s");
    assertRefused("shards --images @images --seed 3 --output @s", "is not empty", "--overwrite");
    assertThat(files("s")).containsExactlyInAnyOrderEntriesOf(before);
    assertThat(harl("shards --images @images --seed 3 --overwrite --output @s")).isZero();
    assertThat(files("s").get("000000.tar")).isNotEqualTo(before.get("000000.tar"));
    Files.writeString(folder.resolve("s/notes.txt"), "mine");
    assertRefused("shards --images @images --overwrite --output @s", "notes.txt");
    assertRefused("shards --images @images --output @images/s", "lies in --images");
    assertRefused(
        "embed --encoder random:resnet18 --size 16 --images @s/*.tar --output @s/000000.tar/v",
        "is in a folder that is not there");
    assertRefused("pretrain --images @s/*.tar --output @s/run", "lies in --images");
  }

  @Test
  void aRunThatFailsLeavesNothing() throws IOException {
    Files.createDirectories(folder.resolve("none/cats"));
    assertRefused("shards --images @images --masks @none --output @s", "--masks: no image has");
    assertRefused("shards --images @missing --output @s", "is not a folder");
    assertRefused("shards --images @none --output @s", "holds no image");
    assertRefused("shards --images @images --per-shard 0 --output @s", "--per-shard");
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("images", "masks", "none");
    }
  }

  @Test
  void aListGivesTheClasses() throws IOException {
    Files.writeString(
        folder.resolve("list.csv"), "path,label\nimages/cats/00.png,x\nimages/d.ogs/01.png,y\n");
    assertThat(harl("shards --images @list.csv --output @s")).isZero();
    assertThat(Shards.of(folder.resolve("s")).classes()).containsExactly("x", "y");
  }

  @Test
  void shardsThatCannotBeReadAreRefusedInOneLine() throws IOException {
    assertThat(harl("shards --images @images --output @s")).isZero();
    Path tar = folder.resolve("s/000000.tar");
    byte[] whole = Files.readAllBytes(tar);
    Files.write(tar, Arrays.copyOf(whole, whole.length / 2));
    String pretrain = "pretrain --size 16 --output @run --images ";
    assertRefused(pretrain + "@s", "000000.tar' of", "is cut off");
    assertRefused(pretrain + "@s/x*.tar", "matches no file");
    Files.write(tar, new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertRefused(pretrain + "@s/000000.tar", "is compressed by gzip");
    assertRefused(pretrain + "@s/000000.tar --shuffle-buffer 0", "at least 1");
    assertRefused(pretrain + "@s/000000.tar @s/1.tar", "1.tar' belongs to no option; put");
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(folder.resolve("run.partial")).doesNotExist();
  }
}
