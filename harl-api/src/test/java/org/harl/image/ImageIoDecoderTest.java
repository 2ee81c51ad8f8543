package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.zip.CRC32;
import org.harl.data.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIoDecoderTest {
  private final ImageIoDecoder decoder = new ImageIoDecoder();

  @ParameterizedTest
  @CsvSource({"5,png", "1,png", "2,png", "5,bmp", "6,png"})
  void losslessFilesGiveTheirPixelsWithoutAlpha(int type, String format) throws IOException {
    BufferedImage image = TestImages.random(13, 7, 4, type);
    Image got = decoder.decode("x", TestImages.encoded(image, format));
    assertThat(got.width()).isEqualTo(13);
    assertThat(got.height()).isEqualTo(7);
    for (int i = 0; i < 13 * 7; i++) {
      int rgb = image.getRGB(i % 13, i / 13);
      assertThat(pixel(got, i)).isEqualTo(rgb & 0xffffff);
    }
  }

  private static int pixel(Image image, int i) {
    byte[] rgb = image.rgb();
    return (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
  }

  @Test
  void greyIsTakenAsStored() throws IOException {
    BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 256; x++) {
      grey.getRaster().setSample(x, 0, 0, x);
    }
    Image got = decoder.decode("x", TestImages.encoded(grey, "png"));
    for (int x = 0; x < 256; x++) {
      assertThat(pixel(got, x)).isEqualTo(x * 0x010101);
    }
  }

  @Test
  void sixteenBitsAreCutToTheHighestEight() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 0xABCD);
    grey.getRaster().setSample(1, 0, 0, 0x00FF);
    Image got = decoder.decode("x", TestImages.encoded(grey, "png"));
    assertThat(pixel(got, 0)).isEqualTo(0xABABAB);
    assertThat(pixel(got, 1)).isZero();
  }

  @Test
  void paletteIsResolved() throws IOException {
    BufferedImage indexed = TestImages.random(8, 8, 5, BufferedImage.TYPE_BYTE_INDEXED);
    Image got = decoder.decode("x", TestImages.encoded(indexed, "png"));
    for (int i = 0; i < 64; i++) {
      assertThat(pixel(got, i)).isEqualTo(indexed.getRGB(i % 8, i / 8) & 0xffffff);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "jpg"})
  void fileCutShortIsAnIoExceptionThatNamesIt(String format) {
    byte[] whole =
        TestImages.encoded(TestImages.random(64, 64, 6, BufferedImage.TYPE_3BYTE_BGR), format);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> decoder.decode("half." + format, half))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'half." + format + "'");
  }

  @Test
  void fileThatIsNoImageSaysWhatCanBeRead() {
    assertThatThrownBy(() -> decoder.decode("note.jpg", new byte[] {1, 2, 3, 4, 5}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'note.jpg'")
        .hasMessageContaining("JPEG, PNG, BMP, TIFF, GIF");
    assertThatThrownBy(() -> decoder.decode("empty.png", new byte[0]))
        .isInstanceOf(IOException.class);
  }

  @Test
  void imageThatDeclaresTooManyPixelsIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] png = TestImages.png(4, 4, 7);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> decoder.decode("bomb.png", png))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3600000000");
  }

  /** The stored image is 3 x 2 blocks of 16 pixels, dark but for the one at the top left. */
  @ParameterizedTest
  @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
  void exifOrientationIsApplied(int orientation, int column, int row) throws IOException {
    BufferedImage stored = new BufferedImage(48, 32, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 256; i++) {
      stored.setRGB(i % 16, i / 16, 0xffffff);
    }
    byte[] jpeg = TestImages.encoded(stored, "jpg");
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Image got = decoder.decode("x", withExif(jpeg, orientation, order));
      assertThat(got.width()).isEqualTo(orientation < 5 ? 48 : 32);
      int centre = (16 * row + 8) * got.width() + 16 * column + 8;
      for (int y = 8; y < got.height(); y += 16) {
        for (int x = 8; x < got.width(); x += 16) {
          int green = pixel(got, y * got.width() + x) >> 8 & 0xff;
          assertThat(green > 128).isEqualTo(y * got.width() + x == centre);
        }
      }
    }
  }

  private static byte[] withExif(byte[] jpeg, int orientation, ByteOrder order) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0});
    out.writeBytes(OrientationTest.exif(orientation, order));
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  @Test
  void bytesBehindTheEndOfAFileChangeNothing() throws IOException {
    for (String format : new String[] {"png", "bmp", "gif", "tiff"}) {
      byte[] file =
          TestImages.encoded(TestImages.random(9, 6, 3, BufferedImage.TYPE_BYTE_INDEXED), format);
      byte[] longer = Arrays.copyOf(file, 3 * file.length);
      System.arraycopy(file, 0, longer, file.length, file.length); // and once more, then zeros
      assertThat(decoder.decode("x", longer).rgb()).isEqualTo(decoder.decode("x", file).rgb());
    }
  }

  /** As Pillow 12.3 has it: what the picture leaves free is the palette's first colour. */
  @Test
  void gifIsShownOnItsScreen() throws IOException {
    byte[] gif =
        TestImages.encoded(TestImages.random(5, 3, 3, BufferedImage.TYPE_BYTE_INDEXED), "gif");
    Image alone = decoder.decode("x", gif);
    ByteBuffer file = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
    file.putShort(6, (short) 8).putShort(8, (short) 7);
    int picture = 13 + 3 * (2 << (gif[10] & 7));
    while (gif[picture] != ',') {
      picture++;
    }
    file.putShort(picture + 1, (short) 2).putShort(picture + 3, (short) 4);
    Image got = decoder.decode("x", gif);
    assertThat(got.width()).isEqualTo(8);
    assertThat(got.height()).isEqualTo(7);
    int first = (gif[13] & 0xff) << 16 | (gif[14] & 0xff) << 8 | gif[15] & 0xff;
    for (int i = 0; i < 56; i++) {
      int x = i % 8 - 2;
      int y = i / 8 - 4;
      boolean inside = x >= 0 && x < 5 && y >= 0;
      assertThat(pixel(got, i)).isEqualTo(inside ? pixel(alone, 5 * y + x) : first);
    }
  }

  @Test
  void decoderIsFoundAsAService() {
    assertThat(ServiceLoader.load(ImageDecoder.class))
        .extracting(ImageDecoder::name)
        .contains("imageio");
  }
}
