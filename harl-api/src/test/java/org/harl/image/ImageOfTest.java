package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.harl.data.TestImages;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageOfTest {
  private static final byte[] PNG = TestImages.png(9, 5, 1);

  @TempDir private Path folder;

  /** The numbers are those of {@link BufferedImage}'s types. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 6, 8, 10, 11, 12, 13})
  void pictureHasThePixelsThatItsFileHas(int type) throws IOException {
    BufferedImage picture = TestImages.random(13, 7, 3, type);
    Image image = Image.of("p", picture);
    Image file = new ImageIoDecoder().decode("p", TestImages.encoded(opaque(picture), "png"));
    assertThat(image.rgb()).isEqualTo(file.rgb());
    assertThat(image).extracting(Image::width, Image::height).containsExactly(13, 7);
  }

  /** PNG has no place for 555 and 565; their colours are those that Java shows. */
  private static BufferedImage opaque(BufferedImage picture) {
    if (picture.getType() != BufferedImage.TYPE_USHORT_565_RGB) {
      return picture;
    }
    BufferedImage shown = new BufferedImage(13, 7, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 13 * 7; i++) {
      shown.setRGB(i % 13, i / 13, picture.getRGB(i % 13, i / 13));
    }
    return shown;
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
  void coloursThatAreMultipliedByOpacityAreDividedAgain(int type) {
    BufferedImage picture = new BufferedImage(1, 1, type);
    picture.setRGB(0, 0, 0x80ff0080);
    byte[] rgb = Image.of(picture).rgb();
    assertThat(new int[] {rgb[0] & 0xff, rgb[1], rgb[2] & 0xff}).containsExactly(255, 0, 128);
  }

  @Test
  void floatsAreColoursFromZeroToOne() {
    ComponentColorModel floats =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_FLOAT);
    WritableRaster raster = floats.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new float[] {1, .5f, 0});
    byte[] rgb = Image.of(new BufferedImage(floats, raster, false, null)).rgb();
    assertThat(new int[] {rgb[0] & 0xff, rgb[1] & 0xff, rgb[2]}).containsExactly(255, 128, 0);
  }

  @Test
  void partOfAPictureHasItsOwnPixels() {
    BufferedImage whole = TestImages.random(9, 9, 4, BufferedImage.TYPE_3BYTE_BGR);
    Image part = Image.of(whole.getSubimage(2, 3, 4, 5));
    assertThat(part).extracting(Image::width, Image::height).containsExactly(4, 5);
    assertThat(part.rgb()[0]).isEqualTo((byte) (whole.getRGB(2, 3) >> 16));
    assertThat(part.rgb()[3 * 19 + 2]).isEqualTo((byte) whole.getRGB(5, 7));
  }

  @Test
  void imageDoesNotFollowThePictureThatItWasMadeOf() {
    BufferedImage picture = TestImages.random(3, 3, 5, BufferedImage.TYPE_3BYTE_BGR);
    Image image = Image.of(picture);
    byte[] before = image.rgb().clone();
    picture.setRGB(0, 0, ~picture.getRGB(0, 0));
    assertThat(image.rgb()).isEqualTo(before);
  }

  @Test
  void fileIsDecodedUpright() throws IOException {
    byte[] turned = Arrays.copyOf(PNG, PNG.length);
    byte[] exif = TestImages.chunk("eXIf", OrientationTest.exif(6, ByteOrder.BIG_ENDIAN));
    byte[] file = new byte[turned.length + exif.length];
    System.arraycopy(turned, 0, file, 0, 33);
    System.arraycopy(exif, 0, file, 33, exif.length);
    System.arraycopy(turned, 33, file, 33 + exif.length, turned.length - 33);
    Path path = Files.write(folder.resolve("turned.png"), file);
    assertThat(Image.of(file)).extracting(Image::width, Image::height).containsExactly(5, 9);
    assertThat(Image.of(path).rgb()).isEqualTo(Image.of(file).rgb());
  }

  @Test
  void namesAreThoseOfFilesOrTheCallers() throws IOException {
    Path path = Files.write(folder.resolve("a.png"), PNG);
    assertThat(Image.of(path).source()).endsWith("/a.png");
    assertThat(Image.of(PNG).source()).isEqualTo("unnamed");
    Image upload = Image.of("upload 17", PNG);
    assertThat(upload).hasToString("image 'upload 17', 9 x 5");
    assertThat(upload.named("b").source()).isEqualTo("b");
    assertThat(upload.named("b").rgb()).isSameAs(upload.rgb());
  }

  @Test
  void whatIsNoImageIsRefusedInOneLineByItsName() {
    assertThatThrownBy(() -> Image.of("upload 17", Arrays.copyOf(PNG, 40)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("image 'upload 17' is damaged: ")
        .message()
        .doesNotContain("\n");
    assertThatThrownBy(() -> Image.of(new byte[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("image 'unnamed' is no image that the JDK can read");
    assertThatThrownBy(() -> Image.of(Path.of("none-such.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image 'none-such.png': it is not there");
    assertThatThrownBy(() -> Image.of(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image '%s': it is a folder, not a file", folder);
  }
}
