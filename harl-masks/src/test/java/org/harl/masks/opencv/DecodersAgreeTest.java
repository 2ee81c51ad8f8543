package org.harl.masks.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageIoDecoder;
import org.harl.masks.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodersAgreeTest {
  /** 3 x 2 pixels without loss, black but for a white one at the top left, by Pillow 12.3. */
  private static final byte[] WEBP =
      HexFormat.of()
          .parseHex(
              "5249464620000000574542505650384c130000002f024000000f30fff33ffff31f78988088fe4700");

  private final ImageDecoder opencv = new OpenCvDecoder();
  private final ImageDecoder imageio = new ImageIoDecoder();

  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.put(ascii("MM\0*")).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] named = joined(ascii(type), data);
    CRC32 check = new CRC32();
    check.update(named);
    byte[] length = ByteBuffer.allocate(4).putInt(data.length).array();
    return joined(length, named, ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  /** A file with an extended header, its pixels and EXIF data. */
  private static byte[] webp(byte[] exif) {
    byte[] pixels = Arrays.copyOfRange(WEBP, 12, WEBP.length);
    ByteBuffer file =
        ByteBuffer.allocate(38 + pixels.length + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WEBPVP8X")).putInt(10);
    file.putInt(8).put(new byte[] {2, 0, 0, 1, 0, 0}).put(pixels);
    return file.put(ascii("EXIF")).putInt(exif.length).put(exif).array();
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
  void orientationOfWebpIsApplied(int orientation, int column, int row) throws IOException {
    byte[] exif = exif(orientation);
    for (byte[] data : new byte[][] {exif, joined(ascii("Exif\0\0"), exif)}) {
      Image got = opencv.decode("x", webp(data));
      assertThat(got.width()).isEqualTo(orientation < 5 ? 3 : 2);
      for (int i = 0; i < 6; i++) {
        int white = i == row * got.width() + column ? -1 : 0;
        assertThat(got.rgb()[3 * i]).isEqualTo((byte) white);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationOfPngIsTheSameBeforeAndBehindThePixels(int orientation) throws IOException {
    byte[] png = Pictures.file(Pictures.disc(31, 20), "png");
    byte[] exif = chunk("eXIf", exif(orientation));
    for (int at : new int[] {33, png.length - 12}) {
      byte[] turned = joined(Arrays.copyOf(png, at), exif, Arrays.copyOfRange(png, at, png.length));
      alike(turned, 0);
      assertThat(opencv.decode("x", turned).width()).isEqualTo(orientation < 5 ? 31 : 20);
    }
  }

  private void alike(byte[] file, int most) throws IOException {
    Image mine = opencv.decode("x", file);
    Image other = imageio.decode("x", file);
    assertThat(mine.width()).isEqualTo(other.width());
    for (int i = 0; i < mine.rgb().length; i++) {
      int difference = (mine.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff);
      assertThat(Math.abs(difference)).isLessThanOrEqualTo(most);
    }
  }

  private static byte[] resource(String name) throws IOException {
    return DecodersAgreeTest.class.getResourceAsStream(name).readAllBytes();
  }

  @Test
  void fourInksAreTheSameColoursThroughBoth() throws IOException {
    alike(resource("cmyk.jpg"), 3);
  }

  @Test
  void firstPictureOfAnAnimationIsTheSameThroughBoth() throws IOException {
    alike(resource("animated.gif"), 0);
  }

  @Test
  void alphaOfTiffAndGifDoesNotChangeTheirColours() throws IOException {
    BufferedImage picture = new BufferedImage(4, 3, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 12; i++) {
      picture.setRGB(i % 4, i / 4, i << 28 | 0xc86432);
    }
    for (String format : new String[] {"tiff", "png"}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      assertThat(ImageIO.write(picture, format, file)).isTrue();
      for (ImageDecoder decoder : new ImageDecoder[] {opencv, imageio}) {
        byte[] rgb = decoder.decode("x", file.toByteArray()).rgb();
        for (int i = 0; i < rgb.length; i++) {
          assertThat(rgb[i]).isEqualTo(new byte[] {(byte) 0xc8, 0x64, 0x32}[i % 3]);
        }
      }
    }
  }

  @Test
  void bytesBehindTheEndOfAFileChangeNothing() throws IOException {
    Image drawn = Pictures.disc(37, 23);
    byte[] film = ascii("\0\0\0\30ftypmp42 the film of a motion photograph");
    byte[] scan = {-1, -38, 0, 8, 'a', 'b', 'c'};
    byte[] chunk = joined(new byte[] {127, -1, -1, -1}, ascii("IDAT"));
    byte[] zero = {0};
    for (String format : new String[] {"png", "jpg", "bmp", "tiff", "gif", "webp"}) {
      byte[] file = format.equals("webp") ? WEBP : Pictures.file(drawn, format);
      byte[] pixels = opencv.decode("x", file).rgb();
      for (byte[] tail : new byte[][] {film, scan, chunk, zero, new byte[500], file}) {
        assertThat(opencv.decode("x", joined(file, tail)).rgb()).as(format).isEqualTo(pixels);
      }
    }
  }

  @Test
  void chunkOfPngThatDoesNotEndIsStillRefusedBeforeTheEnd() throws IOException {
    byte[] png = Pictures.file(Pictures.disc(8, 8), "png");
    ByteBuffer.wrap(png).putInt(33, Integer.MAX_VALUE);
    assertThatThrownBy(() -> opencv.decode("x.png", png))
        .hasMessage("'x.png' is cut short: a chunk of it ends at byte 2147483692");
  }

  @Test
  void samplesThatAreNoColoursAreRefusedByBoth() throws IOException {
    byte[] tiff = Pictures.file(Pictures.disc(8, 8), "tiff");
    ByteBuffer file =
        ByteBuffer.wrap(tiff)
            .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int entry = file.getInt(4) + 2;
    while (file.getShort(entry) != 262) {
      entry += 12;
    }
    file.putShort(entry + 8, (short) 8); // CIE L*a*b*
    for (ImageDecoder decoder : new ImageDecoder[] {opencv, imageio}) {
      assertThatThrownBy(() -> decoder.decode("x.tif", tiff))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "'x.tif' is a TIFF file of 8 bits a sample, format 1, colours 8; grey, RGB, palettes"
                  + " and CMYK of at most 16 unsigned bits are read: convert it");
    }
  }
}
