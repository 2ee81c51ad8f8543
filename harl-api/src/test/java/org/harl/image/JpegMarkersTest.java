package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.harl.data.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegMarkersTest {
  private final ImageIoDecoder decoder = new ImageIoDecoder();
  private final byte[] jpeg =
      TestImages.encoded(TestImages.random(24, 16, 3, BufferedImage.TYPE_3BYTE_BGR), "jpg");

  private static byte[] joined(byte[] a, byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(a);
    out.writeBytes(b);
    return out.toByteArray();
  }

  private byte[] resource(String name) throws IOException {
    return getClass().getResourceAsStream(name).readAllBytes();
  }

  @Test
  void whateverFollowsTheEndOfAPictureDoesNotChangeIt() throws IOException {
    byte[] pixels = decoder.decode("x", jpeg).rgb();
    byte[][] tails = {
      {0},
      {-1, -38, 0, 8, 'a', 'b', 'c'}, // a scan
      {-1, -1, -1},
      "\0\0\0\30ftypmp42 the film of a motion photograph".getBytes(StandardCharsets.US_ASCII),
      TestImages.png(4, 4, 1),
      jpeg,
      Arrays.copyOf(jpeg, jpeg.length - 2) // one without an end
    };
    for (byte[] tail : tails) {
      assertThat(decoder.decode("x", joined(jpeg, tail)).rgb()).isEqualTo(pixels);
    }
  }

  @Test
  void pictureThatIsCutShortIsRefusedWhateverFollowsIt() {
    byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
    for (byte[] file :
        new byte[][] {half, joined(half, TestImages.png(4, 4, 1)), Arrays.copyOf(jpeg, 30)}) {
      assertThatThrownBy(() -> decoder.decode("half.jpg", file))
          .hasMessage("'half.jpg' is cut short: no end of image marker");
    }
  }

  @Test
  void endOfAThumbnailIsNotTheEndOfThePicture() {
    byte[] thumbnail = {-1, -31, 0, 8, -1, -40, -1, -38, -1, -39}; // in an application's segment
    byte[] whole =
        joined(joined(new byte[] {-1, -40}, thumbnail), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    byte[] cut = Arrays.copyOf(whole, whole.length - 2);
    assertThatThrownBy(() -> JpegMarkers.checkComplete("x", cut)).hasMessageContaining("cut short");
    assertThat(decodes(whole)).isTrue();
  }

  private boolean decodes(byte[] file) {
    try {
      return decoder.decode("x", file).width() == 24;
    } catch (IOException e) {
      return false;
    }
  }

  /** 16 x 16, four patches; the colours are those of Pillow 12.3's convert("RGB"). */
  @ParameterizedTest
  @CsvSource({
    "cmyk-adobe.jpg, eb3361, 2aacc3, ffffff, 526b7a",
    "cmyk-plain.jpg, eb3361, 2aacc3, ffffff, 526b7a",
    "ycck.jpg, 1d0077, 11c315, 008600, 006500"
  })
  void fourInksBecomeTheColoursThatPillowMakesOfThem(
      String name, String first, String second, String third, String fourth) throws IOException {
    Image got = decoder.decode(name, resource(name));
    String[] patches = {first, second, third, fourth};
    for (int i = 0; i < 4; i++) {
      int at = 3 * (16 * (4 + 8 * (i / 2)) + 4 + 8 * (i % 2));
      int colour = Integer.parseInt(patches[i], 16);
      for (int c = 0; c < 3; c++) {
        int wanted = colour >> 16 - 8 * c & 0xff;
        assertThat(got.rgb()[at + c] & 0xff)
            .as("%s %d %d", name, i, c)
            .isBetween(wanted - 1, wanted + 1);
      }
    }
  }
}
