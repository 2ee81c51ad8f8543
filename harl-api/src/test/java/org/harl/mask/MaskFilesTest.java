package org.harl.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskFilesTest {
  /** The masks of the images 0.jpg, 1.jpg, .. are drawn with 3 x 2 pixels of these, in turn. */
  private static final int[] FIRST = {0, 1, 1, 0, 0, 0};

  @TempDir Path folder;

  private static Image image(String name) {
    return new Image(name, 3, 2, new byte[18]);
  }

  private record Images(int size) implements ImageSource {
    @Override
    public String name(int index) {
      return index + ".jpg";
    }

    @Override
    public Image read(int index) {
      return image(name(index));
    }
  }

  private BufferedImage drawn(int type, int... argb) {
    BufferedImage picture = new BufferedImage(3, 2, type);
    for (int i = 0; i < 6; i++) {
      picture.setRGB(i % 3, i / 3, argb[FIRST[i]]);
    }
    return picture;
  }

  private void write(String name, BufferedImage picture) throws IOException {
    ImageIO.write(picture, "png", folder.resolve(name).toFile());
  }

  private void grey(String name, int... values) throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 6; i++) {
      picture.getRaster().setSample(i % 3, i / 3, 0, values[i % values.length]);
    }
    write(name, picture);
  }

  private byte[] read() {
    return new MaskFiles(folder).mask(image("0.jpg")).cells();
  }

  @ParameterizedTest
  @CsvSource({
    "ff0000, 000000", // red on black
    "0000ff, 000000", // blue
    "400000, 000000", // a class of Pascal VOC
    "808000, e0e0c0", // another beside void, and black below
    "ffffff, ff0000", // no black: brightness 255 and 76
    "c864c8, 648c64", // 141 and 123, green the other way round
    "fff8fe, 020003" // not quite white, not quite black
  })
  void coloursOnBlackAreForegroundAndWithoutBlackBrightOnes(String inside, String outside)
      throws IOException {
    BufferedImage picture =
        drawn(
            BufferedImage.TYPE_INT_RGB,
            Integer.parseInt(outside, 16),
            Integer.parseInt(inside, 16));
    if (outside.equals("e0e0c0")) {
      picture.setRGB(2, 1, 0);
    }
    write("0.png", picture);
    assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
  }

  /** Pascal VOC's first colours, and void at 255; then greys whose indices mean nothing. */
  @Test
  void paletteIsReadByItsColours() throws IOException {
    byte[] red = new byte[256];
    byte[] green = new byte[256];
    byte[] blue = new byte[256];
    red[1] = (byte) 128;
    green[2] = (byte) 128;
    red[255] = (byte) 224;
    green[255] = (byte) 224;
    blue[255] = (byte) 192;
    indexed(new IndexColorModel(8, 256, red, green, blue), 0, 1, 2, 255, 0, 0);
    assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
    blue[255] = (byte) 255; // a palette with a void of its own
    indexed(new IndexColorModel(8, 256, red, green, blue), 0, 1, 2, 255, 0, 0);
    assertThat(read()).containsExactly(0, 1, 1, 1, 0, 0);
    byte[] grey = {(byte) 255, 0};
    indexed(new IndexColorModel(8, 2, grey, grey, grey), 1, 0, 0, 1, 1, 1);
    assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
  }

  private void indexed(IndexColorModel palette, int... indices) throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
    picture.getRaster().setPixels(0, 0, 3, 2, indices);
    write("0.png", picture);
  }

  @ParameterizedTest
  @CsvSource({
    "ff000000, 00000000", // black, opaque or not
    "ffffffff, 00ffffff", // white
    "ff123456, 7fffffff", // a photograph cut out
    "ffc86432, 00c86432"
  })
  void whatIsOpaqueIsForegroundWhateverTheColours(String inside, String outside)
      throws IOException {
    int type = BufferedImage.TYPE_INT_ARGB;
    int in = Integer.parseUnsignedInt(inside, 16);
    write("0.png", drawn(type, Integer.parseUnsignedInt(outside, 16), in));
    assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
  }

  @Test
  void opacityThatDoesNotVaryLeavesTheMaskToTheColours() throws IOException {
    for (int opacity : new int[] {255, 128, 0}) {
      int type = BufferedImage.TYPE_INT_ARGB;
      write("0.png", drawn(type, opacity << 24, opacity << 24 | 0xffffff));
      assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
    }
  }

  @Test
  void transparentColourOfAPaletteIsBackground() throws IOException {
    byte[] grey = {90, 80};
    indexed(new IndexColorModel(8, 2, grey, grey, grey, 0), 0, 1, 1, 0, 0, 0);
    assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
  }

  @Test
  void blackAndWhiteBesideAnotherMaskInTheOpacityIsRefused() throws IOException {
    BufferedImage picture = drawn(BufferedImage.TYPE_INT_ARGB, 0xff000000, 0xffffffff);
    picture.setRGB(0, 1, 0);
    write("0.png", picture);
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0.png' has one mask in black and white and another in its opacity");
  }

  @Test
  void greyIsForegroundFrom128AndOneIsWhereThereIsNothingButZeroAndOne() throws IOException {
    grey("0.png", 127, 128, 255, 0, 1, 100);
    assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
    grey("0.png", 0, 1, 1, 0, 0, 0);
    assertThat(read()).containsExactly(0, 1, 1, 0, 0, 0);
    grey("0.png", 0, 2, 1, 0, 0, 0);
    assertThat(read()).containsOnly(0);
  }

  @Test
  void photographIsNoMask() throws IOException {
    BufferedImage picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 2400; i++) {
      picture.setRGB(i % 60, i / 60, 7 * i);
    }
    write("0.png", picture);
    assertThatThrownBy(this::read)
        .hasMessageContaining("0.png' has more than 1024 colours, it is a photograph and no mask");
  }

  private void check(int images) {
    new MaskFiles(folder).check(new Images(images));
  }

  @Test
  void masksOfClassNumbersAreRefusedByFileAndValues() throws IOException {
    grey("0.png", 0, 2, 15);
    grey("1.png", 0, 15, 255); // 255 is void
    grey("2.png", 0, 1, 255);
    assertThatThrownBy(() -> check(3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "masks: of 3 looked at in '"
                + folder
                + "' none tells foreground from background: that of '0.jpg' has the values 0, 2, 15,"
                + " that of '1.jpg' has the values 0, 15, 255, that of '2.jpg' has the values 0, 1,"
                + " 255; give masks of 0 for background and 255 for foreground");
  }

  @Test
  void classNumbersOnBothSidesOf128AreRefusedToo() throws IOException {
    grey("0.png", 3, 21, 149);
    grey("1.png", 18, 182);
    assertThatThrownBy(() -> check(2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("that of '0.jpg' has the values 3, 21, 149")
        .hasMessageContaining("that of '1.jpg' has the values 18, 182");
    grey("0.png", 0, 200);
    grey("1.png", 0, 2, 5, 250, 254); // the noise of a lossy file
    check(2);
  }

  @Test
  void masksThatAllAreEmptyOrFullAreRefusedByFileAndValues() throws IOException {
    grey("0.png", 0);
    grey("1.png", 255);
    assertThatThrownBy(() -> check(1))
        .hasMessageContaining("that of '0.jpg' is all background, of the values 0;");
    assertThatThrownBy(() -> check(2))
        .hasMessageContaining("that of '1.jpg' is all foreground, of the values 255;");
  }

  @Test
  void oneMaskThatTellsAmongManyThatDoNotIsEnough() throws IOException {
    for (int i = 0; i < 150; i++) {
      grey(i + ".png", 0);
    }
    assertThatThrownBy(() -> check(150)).hasMessageContaining("of 150 looked at");
    for (int telling : new int[] {0, 1, 93, 149}) {
      grey(telling + ".png", 0, 255);
      assertThatCode(() -> check(150)).doesNotThrowAnyException();
      grey(telling + ".png", 0);
    }
  }

  @Test
  void aRunDoesNotBeginWhereTheFirstFewAreOfOtherSizes() throws IOException {
    for (int i = 0; i < 3; i++) {
      BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
      picture.getRaster().setSample(0, 0, 0, 255);
      write(i + ".png", picture);
    }
    assertThatThrownBy(() -> check(3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("masks: '.*[012].png' has 2 x 1 pixels, image '[012].jpg' 3 x 2");
    grey("1.png", 0, 255);
    assertThatCode(() -> check(3)).doesNotThrowAnyException();
  }

  @Test
  void imagesWithoutAMaskAreNoneOfItsBusiness() throws IOException {
    Files.createDirectories(folder.resolve("other"));
    assertThatCode(() -> check(5)).doesNotThrowAnyException();
    grey("3.png", 0, 255);
    assertThatCode(() -> check(5)).doesNotThrowAnyException();
  }
}
