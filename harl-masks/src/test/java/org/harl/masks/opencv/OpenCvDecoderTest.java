package org.harl.masks.opencv;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.harl.image.Image;
import org.harl.image.ImageDecoders;
import org.harl.image.ImageIoDecoder;
import org.harl.masks.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenCvDecoderTest {
  private final OpenCvDecoder decoder = new OpenCvDecoder();

  @Test
  void openCvIsPreferredToImageIo() {
    assertThat(ImageDecoders.best()).isInstanceOf(OpenCvDecoder.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void losslessFilesAreTheSameThroughBothDecoders(String format) throws IOException {
    Image drawn = Pictures.disc(37, 23);
    byte[] file = Pictures.file(drawn, format);
    assertThat(decoder.decode("a." + format, file).rgb()).isEqualTo(drawn.rgb());
    assertThat(new ImageIoDecoder().decode("a." + format, file).rgb()).isEqualTo(drawn.rgb());
  }

  @Test
  void jpegIsNearTheOneOfImageIo() throws IOException {
    byte[] file = Pictures.file(Pictures.disc(64, 48), "jpg");
    byte[] mine = decoder.decode("a.jpg", file).rgb();
    byte[] other = new ImageIoDecoder().decode("a.jpg", file).rgb();
    double difference =
        IntStream.range(0, mine.length)
            .map(i -> Math.abs((mine[i] & 0xff) - (other[i] & 0xff)))
            .average()
            .orElseThrow();
    assertThat(difference).isLessThan(2);
  }

  @Test
  void damagedFilesAreRefusedByName() throws IOException {
    byte[] jpeg = Pictures.file(Pictures.disc(64, 48), "jpg");
    byte[] half = Arrays.copyOf(jpeg, jpeg.length - 40);
    assertThatThrownBy(() -> decoder.decode("half.jpg", half))
        .isInstanceOf(IOException.class)
        .hasMessage("'half.jpg' is cut short: no end of image marker");
    assertThatThrownBy(() -> decoder.decode("text.jpg", "no image".getBytes(US_ASCII)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "'text.jpg' is damaged, or no image that harl can read"
                + " (JPEG, PNG, WebP, BMP, TIFF, GIF)");
  }

  @Test
  void bombIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] png = Pictures.file(Pictures.disc(8, 8), "png");
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    assertThatThrownBy(() -> decoder.decode("bomb.png", png))
        .isInstanceOf(IOException.class)
        .hasMessage("'bomb.png' declares 3600000000 pixels; at most 120000000 are read");
  }

  @Test
  void bombWhoseSizeStandsBehindStrayBytesIsRefusedToo() throws IOException {
    byte[] jpeg = Pictures.file(Pictures.disc(8, 8), "jpg");
    int frame = indexOf(jpeg, 0xc0);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 3_000).putShort(frame + 7, (short) 60_000);
    byte[] bomb = new byte[jpeg.length + 8];
    System.arraycopy(jpeg, 0, bomb, 0, frame);
    System.arraycopy(jpeg, frame, bomb, frame + 8, jpeg.length - frame);
    assertThatThrownBy(() -> decoder.decode("bomb.jpg", bomb))
        .isInstanceOf(IOException.class)
        .hasMessage("'bomb.jpg' declares 180000000 pixels; at most 120000000 are read");
  }

  @Test
  void sizeThatOverflowsIsRefused() throws IOException {
    byte[] png = Pictures.file(Pictures.disc(8, 8), "png");
    ByteBuffer.wrap(png).putInt(16, -1).putInt(20, -1);
    assertThatThrownBy(() -> decoder.decode("bomb.png", png))
        .hasMessageContaining("declares 18446744065119617025 pixels");
  }

  @Test
  void formatsWhoseSizeIsNotReadBeforeDecodingAreRefused() {
    byte[] ppm = "P6 3 2 255\nabcdefghijklmnopqr".getBytes(US_ASCII); // OpenCV reads it
    assertThatThrownBy(() -> decoder.decode("a.jpg", ppm))
        .hasMessageStartingWith("'a.jpg' is damaged, or no image that harl can read");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientationIsTheSameThroughBothDecoders(int orientation) throws IOException {
    Image stored = Pictures.flat(48, 32, 0);
    for (int y = 0; y < 16; y++) {
      Arrays.fill(stored.rgb(), 3 * 48 * y, 3 * (48 * y + 16), (byte) 255);
    }
    byte[] turned = withOrientation(Pictures.file(stored, "jpg"), orientation);
    Image mine = decoder.decode("a.jpg", turned);
    Image other = new ImageIoDecoder().decode("a.jpg", turned);
    assertThat(mine.width()).isEqualTo(other.width()).isEqualTo(orientation < 5 ? 48 : 32);
    for (int i = 0; i < mine.rgb().length; i++) {
      assertThat((mine.rgb()[i] & 0xff) > 128).isEqualTo((other.rgb()[i] & 0xff) > 128);
    }
  }

  /** Puts an EXIF segment with nothing but the orientation behind the start of the image. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xffe1).putShort((short) 34).put("Exif\0\0MM\0*".getBytes(US_ASCII));
    exif.putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, 2);
    file.writeBytes(exif.array());
    file.write(jpeg, 2, jpeg.length - 2);
    return file.toByteArray();
  }

  private static int indexOf(byte[] jpeg, int marker) {
    int at = 0;
    while (jpeg[at] != (byte) 0xff || jpeg[at + 1] != (byte) marker) {
      at++;
    }
    return at;
  }

  @Test
  void sizesAreReadFromEveryHeader() throws IOException {
    for (String format : new String[] {"png", "bmp", "jpg", "tiff", "gif"}) {
      assertThat(ImageHeader.pixels(Pictures.file(Pictures.disc(37, 23), format)))
          .as(format)
          .isEqualTo(37 * 23);
    }
    assertThat(ImageHeader.pixels(webp("VP8X", 24, 36, 0, 0, 22, 0, 0))).isEqualTo(37 * 23);
    assertThat(ImageHeader.pixels(webp("VP8 ", 26, 37, 0, 23, 0))).isEqualTo(37 * 23);
    assertThat(ImageHeader.pixels(webp("VP8L", 21, 36, 128, 5, 0))).isEqualTo(37 * 23);
    byte[] os2 = new byte[40];
    ByteBuffer bitmap = ByteBuffer.wrap(os2).order(ByteOrder.LITTLE_ENDIAN);
    bitmap.put((byte) 'B').put((byte) 'M').putInt(14, 12);
    bitmap.putShort(18, (short) 37).putShort(20, (short) 23);
    assertThat(ImageHeader.pixels(os2)).isEqualTo(37 * 23);
    assertThat(ImageHeader.pixels(new byte[40])).isZero();
  }

  private static byte[] webp(String chunk, int at, int... values) {
    byte[] file = new byte[40];
    System.arraycopy("RIFF".getBytes(US_ASCII), 0, file, 0, 4);
    System.arraycopy(("WEBP" + chunk).getBytes(US_ASCII), 0, file, 8, 8);
    for (int i = 0; i < values.length; i++) {
      file[at + i] = (byte) values[i];
    }
    return file;
  }
}
