package org.harl.masks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.harl.data.Image;
import org.harl.data.ImageDecoders;
import org.harl.data.ImageIoDecoder;
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
        .hasMessage("'text.jpg' is damaged, or no image that OpenCV can read");
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
  void sizesAreReadFromEveryHeader() throws IOException {
    for (String format : new String[] {"png", "bmp", "jpg"}) {
      assertThat(ImageHeader.pixels(Pictures.file(Pictures.disc(37, 23), format)))
          .as(format)
          .isEqualTo(37 * 23);
    }
    assertThat(ImageHeader.pixels(webp("VP8X", 24, 36, 0, 0, 22, 0, 0))).isEqualTo(37 * 23);
    assertThat(ImageHeader.pixels(webp("VP8 ", 26, 37, 0, 23, 0))).isEqualTo(37 * 23);
    assertThat(ImageHeader.pixels(webp("VP8L", 21, 36, 128, 5, 0))).isEqualTo(37 * 23);
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
