package org.harl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageDecoders;
import org.harl.image.ImageIoDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path root;
  private final ImageDecoder decoder = new ImageIoDecoder();

  private ImageFolder folder() {
    return ImageFolder.of(root, decoder);
  }

  private void add(String... names) throws IOException {
    for (String name : names) {
      TestImages.write(root.resolve(name), TestImages.png(3, 2, 1));
    }
  }

  private static String[] names(ImageSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::name).toArray(String[]::new);
  }

  @Test
  void imagesAreSortedByCodePointOfTheirRelativePath() throws IOException {
    // U+FF5E comes before U+1F600, but after it in UTF-16
    add("b/2.png", "b/10.png", "a.png", "B/x.jpg", "b-c/1.BMP", "\uFF5E.png", "\uD83D\uDE00.png");
    assertThat(names(folder()))
        .containsExactly(
            "B/x.jpg",
            "a.png",
            "b-c/1.BMP",
            "b/10.png",
            "b/2.png",
            "\uFF5E.png",
            "\uD83D\uDE00.png");
  }

  @Test
  void onlyImageExtensionsCountInAnyCase() throws IOException {
    add(
        "a.JPG",
        "b.jpeg",
        "c.Png",
        "d.webp",
        "e.bmp",
        "e.GIF",
        "e.Tif",
        "e.jfif",
        "e.jpe",
        "e.tiff",
        "f.txt",
        "g.heic",
        "png",
        ".h.png",
        ".i/j.png");
    assertThat(names(folder()))
        .containsExactly(
            "a.JPG", "b.jpeg", "c.Png", "d.webp", "e.GIF", "e.Tif", "e.bmp", "e.jfif", "e.jpe",
            "e.tiff");
  }

  @Test
  void classIsTheFirstFolderOfThePath() throws IOException {
    add("dog/1.png", "cat/deep/2.png", "cat/1.png", "top.png");
    ImageFolder folder = folder();
    assertThat(folder.classes()).containsExactly("cat", "dog");
    assertThat(names(folder))
        .containsExactly("cat/1.png", "cat/deep/2.png", "dog/1.png", "top.png");
    assertThat(folder.label(0)).hasValue(0);
    assertThat(folder.label(1)).hasValue(0);
    assertThat(folder.label(2)).hasValue(1);
    assertThat(folder.label(3)).isEmpty();
  }

  @Test
  void imageIsReadWithItsRelativeNameAndPixels() throws IOException {
    add("x/1.png");
    Image image = folder().read(0);
    assertThat(image.source()).isEqualTo("x/1.png");
    assertThat(image.width()).isEqualTo(3);
    assertThat(image.height()).isEqualTo(2);
  }

  @Test
  void circleOfLinksEndsAndOtherLinksAreFollowed() throws IOException {
    add("a/1.png");
    Files.createSymbolicLink(root.resolve("a/again"), root);
    Files.createSymbolicLink(root.resolve("b"), root.resolve("a"));
    Files.createSymbolicLink(root.resolve("gone.png"), root.resolve("nowhere.png"));
    assertThat(names(folder())).startsWith("a/1.png").contains("b/1.png").hasSizeLessThan(10);
  }

  @Test
  void missingFolderIsNamed() {
    Path missing = root.resolve("missing");
    assertThatThrownBy(() -> ImageFolder.of(missing, decoder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'" + missing + "' does not exist");
  }

  @Test
  void fileInPlaceOfAFolderIsRefused() throws IOException {
    add("a.png");
    assertThatThrownBy(() -> ImageFolder.of(root.resolve("a.png"), decoder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void folderWithoutImagesSaysWhatWasSought() throws IOException {
    add("readme.txt");
    assertThatThrownBy(this::folder)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("jpg, jpeg, jpe, jfif, png, webp, bmp, tif, tiff, gif");
  }

  @Test
  void imageThatHasGoneIsAnIoException() throws IOException {
    add("a.png", "b.png");
    ImageFolder folder = folder();
    Files.delete(root.resolve("a.png"));
    assertThatThrownBy(() -> folder.read(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'a.png'");
  }

  @Test
  void decoderWithTheHighestPriorityIsBest() {
    assertThat(ImageDecoders.best().priority()).isGreaterThanOrEqualTo(0);
    assertThat(ImageDecoders.best(List.of(named("a", 1), named("b", 2), named("c", 0))).name())
        .isEqualTo("b");
    assertThatThrownBy(() -> ImageDecoders.best(List.of(named("z", 2), named("b", 2))))
        .hasMessageContaining("'b' and 'z'");
  }

  private static ImageDecoder named(String name, int priority) {
    return new ImageDecoder() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int priority() {
        return priority;
      }

      @Override
      public Image decode(String source, byte[] bytes) throws IOException {
        throw new IOException(name);
      }
    };
  }
}
