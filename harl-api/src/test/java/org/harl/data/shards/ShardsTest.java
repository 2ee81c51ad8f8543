package org.harl.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.data.ImageSequences;
import org.harl.data.ImageSource;
import org.harl.data.TestImages;
import org.harl.error.InvalidInputException;
import org.harl.image.ImageDecoders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
  @TempDir Path folder;
  private Path shards;

  @BeforeEach
  void names() {
    shards = folder.resolve("shards");
  }

  private static String[] names(ImageSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::name).toArray(String[]::new);
  }

  private static byte[] mask() {
    BufferedImage mask = new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY);
    mask.setRGB(2, 1, 0xffffff);
    return TestImages.encoded(mask, "png");
  }

  private void assertRefused(Path named, String... parts) {
    assertThatThrownBy(() -> Shards.of(named).classes())
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .hasLineCount(1);
  }

  @Test
  void samplesAreTheMembersOfOneKey() throws IOException {
    TestTars.of()
        .image("./a.PNG", 1)
        .with("a.mask.png", mask())
        .with("a.cls", "7\n")
        .with("a.json", "{}")
        .with("b.c/d.cls", "3")
        .image("b.c/d.jpg", 2)
        .image("../../e.png", 3)
        .image("._a.png", 4)
        .with("__meta__", "x")
        .write(shards.resolve("1.tar"));
    Shards source = Shards.of(shards);
    assertThat(names(source)).containsExactly("1.tar/a", "1.tar/b.c/d", "1.tar/../../e");
    byte[] file = TestImages.png(8, 6, 2);
    assertThat(source.read(1).rgb()).isEqualTo(ImageDecoders.best().decode("d", file).rgb());
    assertThat(source.hasMask(0)).isTrue();
    assertThat(source.mask(0).orElseThrow().coverage()).isEqualTo(1 / 48.0);
    assertThat(source.mask(1)).isEmpty();
    assertThat(source.classes()).containsExactly("3", "7");
    assertThat(source.label(0)).hasValue(1);
    assertThat(source.label(1)).hasValue(0);
    assertThat(source.label(2)).isEmpty();
  }

  @Test
  void aFolderAPatternAndAFileNameShardsInTheOrderOfTheirPaths() throws IOException {
    for (String name : new String[] {"b/2", "b/10", "a/1"}) {
      TestTars.of().image("x.png", 1).image("y.png", 2).write(shards.resolve(name + ".tar"));
    }
    Files.writeString(shards.resolve("b/._2.tar"), "of macOS");
    assertThat(names(Shards.of(shards.resolve("b"))))
        .containsExactly("10.tar/x", "10.tar/y", "2.tar/x", "2.tar/y");
    Shards all = Shards.of(shards.resolve("*/*.tar"), 5);
    assertThat(names(all)).hasSize(6).startsWith("a/1.tar/x", "a/1.tar/y", "b/10.tar/x");
    assertThat(all.sequences()).hasValue(new ImageSequences(List.of(2, 2, 2), 5));
    assertThat(names(Shards.of(shards.resolve("**.tar")))).hasSize(6);
    assertThat(names(Shards.of(shards.resolve("b/{2,3}.tar")))).hasSize(2);
    assertThat(names(Shards.of(shards.resolve("a/1.tar")))).containsExactly("1.tar/x", "1.tar/y");
  }

  @Test
  void aFolderMeansShardsWhereItHoldsNeitherImagesNorFoldersBesideThem() throws IOException {
    TestTars.of().image("x.png", 1).write(shards.resolve("1.tar"));
    Files.writeString(shards.resolve("classes.txt"), "a\n");
    assertThat(Shards.areMeantBy(shards)).isTrue();
    assertThat(Shards.areMeantBy(folder)).isFalse();
    assertThat(Shards.areMeantBy(folder.resolve("s*/*.tar"))).isTrue();
    assertThat(Shards.areMeantBy(folder.resolve("missing"))).isFalse();
    assertThat(Shards.place(folder.resolve("s*/*.tar"))).isEqualTo(folder);
    Files.createFile(shards.resolve("x.png"));
    assertThat(Shards.areMeantBy(shards)).isFalse();
    Files.delete(shards.resolve("x.png"));
    Files.createDirectory(shards.resolve("cats"));
    assertThat(Shards.areMeantBy(shards)).isFalse();
  }

  @Test
  void classesHaveTheNamesOfTheFileBesideTheShards() throws IOException {
    TestTars tar = TestTars.of().image("x.png", 1).with("x.cls", "2");
    tar.write(shards.resolve("1.tar"));
    Files.writeString(shards.resolve("classes.txt"), "cat\ndog\nemu\n");
    assertThat(Shards.of(shards).classes()).containsExactly("cat", "dog", "emu");
    assertThat(Shards.of(shards).label(0)).hasValue(2);
    tar.with("x.cls", "3").write(shards.resolve("1.tar"));
    assertRefused(shards, "names 3 classes", "a class 3");
  }

  @Test
  void whatCannotBeMeantIsRefusedInOneLine() throws IOException {
    Path file = shards.resolve("1.tar");
    assertRefused(shards.resolve("*.tar"), "*.tar' matches no file; looked in");
    assertRefused(file, "1.tar' is not there");
    TestTars.of().with("readme.txt", "x").write(file);
    assertRefused(file, "members of the key 'readme', but no image");
    TestTars.of().with("readme", "x").write(file);
    assertRefused(file, "holds no image");
    TestTars.of().image("a.png", 1).image("a.jpg", 2).write(file);
    assertRefused(file, "two images of the key 'a', 'a.jpg' is the second");
    TestTars.of().image("a.png", 1).with("b.mask.png", mask()).write(file);
    assertRefused(file, "a mask of the key 'b', but no image");
    TestTars.of().image("a.png", 1).with("b.cls", "1").write(file);
    assertRefused(file, "a class of the key 'b', but no image");
    TestTars.of().image("a.png", 1).with("->b.png", "").write(file);
    assertRefused(file, "has a link, 'b.png'");
    for (String text : new String[] {"", "cat", "-1", "1.5", "99999999999"}) {
      TestTars.of().image("a.png", 1).with("a.cls", text).write(file);
      assertRefused(file, "has 'a.cls' of '" + text + "', which is no number");
    }
    Files.createDirectories(folder.resolve("empty"));
    assertRefused(folder.resolve("empty"), "holds no file that ends in .tar");
  }

  @Test
  void damagedImagesAndMasksSayWhichTheyAre() throws IOException {
    TestTars.of().with("a/b.png", "x").with("a/b.mask.png", "y").write(shards.resolve("1.tar"));
    Shards source = Shards.of(shards);
    assertThatThrownBy(() -> source.read(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1.tar/a/b");
    assertThatThrownBy(() -> source.mask(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1.tar/a/b.mask.png");
    Files.write(shards.resolve("1.tar"), new byte[10]);
    assertThatThrownBy(() -> source.read(0)).hasMessageContaining("is shorter than it was");
    Files.delete(shards.resolve("1.tar"));
    assertThatThrownBy(() -> source.read(0)).hasMessageContaining("is no longer there");
  }
}
