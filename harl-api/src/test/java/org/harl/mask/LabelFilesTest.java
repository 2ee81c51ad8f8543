package org.harl.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFilesTest {
  @TempDir Path folder;

  private static Image image(int index) {
    return new Image(index + ".jpg", 3, 2, new byte[18]);
  }

  private record Images(int size) implements ImageSource {
    @Override
    public String name(int index) {
      return index + ".jpg";
    }

    @Override
    public Image read(int index) {
      return image(index);
    }
  }

  /** Colours that say nothing of the labels. */
  private static BufferedImage palette(int bits, int... labels) {
    byte[] colours = new byte[1 << bits];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (byte) (200 - 7 * i);
    }
    IndexColorModel model =
        new IndexColorModel(bits, colours.length, colours, colours, new byte[colours.length]);
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
    return filled(new BufferedImage(3, 2, type, model), labels);
  }

  private static BufferedImage filled(BufferedImage picture, int... labels) {
    for (int i = 0; i < 6; i++) {
      picture.getRaster().setSample(i % 3, i / 3, 0, labels[i]);
    }
    return picture;
  }

  private static BufferedImage grey(int... labels) {
    return filled(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), labels);
  }

  private void write(int index, BufferedImage picture) throws IOException {
    ImageIO.write(picture, "png", folder.resolve(index + ".png").toFile());
  }

  private LabelFiles files() {
    return new LabelFiles(folder);
  }

  private int[] read() {
    byte[] labels = files().labels(image(0)).labels();
    int[] values = new int[labels.length];
    Arrays.setAll(values, i -> labels[i] & 0xff);
    return values;
  }

  @Test
  void theGreyValueIsTheLabel() throws IOException {
    write(0, grey(0, 1, 7, 254, 255, 128));
    assertThat(read()).containsExactly(0, 1, 7, 254, 255, 128);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void thePlaceInThePaletteIsTheLabelWhateverItsColour(int bits) throws IOException {
    int last = (1 << bits) - 1;
    write(0, palette(bits, 0, last, 1, 0, last / 2, last));
    assertThat(read()).containsExactly(0, last, 1, 0, last / 2, last);
  }

  @Test
  void theMaskIsWhatHasALabelOtherThanZero() throws IOException {
    write(0, grey(0, 1, 7, 254, 255, 0));
    assertThat(files().mask(image(0)).cells()).containsExactly(0, 1, 1, 1, 0, 0);
  }

  @Test
  void aFileOfColoursOrSixteenBitsIsNoMapOfLabels() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_USHORT_GRAY}) {
      write(0, new BufferedImage(3, 2, type));
      assertThatThrownBy(this::read)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("' is no map of labels; give a PNG file with a palette, or grey of")
          .hasMessageContaining("0.png");
    }
    Files.writeString(folder.resolve("0.png"), "no picture at all, in a few words more than that");
    assertThatThrownBy(this::read).hasMessageContaining("is no map of labels");
  }

  @Test
  void aFileThatIsMissingDamagedOrOfAnotherSizeIsNamed() throws IOException {
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("masks: image '0.jpg' has no mask '");
    write(0, grey(0, 1, 2, 3, 4, 5));
    Path file = folder.resolve("0.png");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0.png' cannot be read: ");
    ImageIO.write(new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("0.png' has 2 x 3 pixels, image '0.jpg' 3 x 2");
  }

  @Test
  void theMostRegionsAreThoseOfTheRichestFile() throws IOException {
    write(0, grey(0, 0, 1, 1, 255, 255));
    write(1, grey(0, 1, 2, 3, 255, 3));
    write(2, grey(9, 9, 9, 9, 9, 9));
    assertThat(files().mostRegions(new Images(3), 16)).isEqualTo(4);
    assertThat(files().mostRegions(new Images(1), 16)).isEqualTo(2);
    assertThatCode(() -> files().check(new Images(3))).doesNotThrowAnyException();
  }

  @Test
  void filesOfOneRegionEachAreRefusedBeforeARun() throws IOException {
    write(0, grey(255, 255, 0, 0, 0, 0));
    write(1, grey(4, 4, 4, 4, 4, 4));
    assertThatThrownBy(() -> files().check(new Images(2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("none has two regions; 255 is none, every other value one");
  }

  @Test
  void aRunDoesNotBeginWhereTheFirstFewAreOfOtherSizes() throws IOException {
    for (int i = 0; i < 4; i++) {
      ImageIO.write(
          new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY),
          "png",
          folder.resolve(i + ".png").toFile());
    }
    assertThatThrownBy(() -> files().check(new Images(4)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(".png' has 2 x 2 pixels, image '");
    write(0, grey(0, 1, 2, 3, 4, 5));
    assertThatCode(() -> files().check(new Images(4))).doesNotThrowAnyException();
  }

  @Test
  void aNameBeforeAFolderMeansIt() throws IOException {
    write(0, grey(5, 6, 7, 8, 9, 10));
    MaskProvider found = MaskProviders.find("labels:" + folder);
    assertThat(found).isInstanceOf(LabelFiles.class);
    assertThat(found.labels(image(0)))
        .isEqualTo(new LabelMap(3, 2, new byte[] {5, 6, 7, 8, 9, 10}));
    assertThatThrownBy(() -> MaskProviders.find("labels:" + folder.resolve("nowhere")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nowhere' is not a folder");
  }
}
