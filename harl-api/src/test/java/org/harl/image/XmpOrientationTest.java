package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.harl.data.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected is what Pillow 12.3 makes of the same bytes. */
class XmpOrientationTest {
  private static final byte[] PNG_NAME = ascii("XML:com.adobe.xmp\0");

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

  private static byte[] attribute(int orientation) {
    return packet("tiff:Orientation=\"" + orientation + "\"");
  }

  private static byte[] packet(String said) {
    return ascii("<x:xmpmeta><rdf:Description " + said + "/></x:xmpmeta>");
  }

  private static byte[] segment(byte[]... parts) {
    byte[] data = joined(parts);
    int length = data.length + 2;
    return joined(new byte[] {-1, -31, (byte) (length >> 8), (byte) length}, data);
  }

  private static byte[] xmpSegment(byte[] xmp) {
    return segment(ascii("http://ns.adobe.com/xap/1.0/\0"), xmp);
  }

  private static byte[] jpeg(byte[]... segments) {
    return joined(new byte[] {-1, -40}, joined(segments), new byte[] {-1, -38, 0, 2});
  }

  /** 3 x 2 pixels, black but for a white one at the top left, with a chunk before the last. */
  private static byte[] png(String type, byte[]... data) {
    BufferedImage stored = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
    stored.setRGB(0, 0, 0xffffff);
    byte[] png = TestImages.encoded(stored, "png");
    int end = png.length - 12;
    return joined(
        Arrays.copyOf(png, end),
        TestImages.chunk(type, joined(data)),
        Arrays.copyOfRange(png, end, png.length));
  }

  private static byte[] webp(int flags, byte[] xmp) {
    ByteBuffer file = ByteBuffer.allocate(38 + xmp.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(30 + xmp.length).put(ascii("WEBPVP8X")).putInt(10);
    file.putInt(flags).put(new byte[] {2, 0, 0, 1, 0, 0});
    return file.put(ascii("XMP ")).putInt(xmp.length).put(xmp).array();
  }

  private static byte[] tiff(int type, byte[] xmp, int... tag) {
    int entries = 1 + tag.length;
    int end = 8 + 2 + 12 * entries + 4;
    ByteBuffer tiff = ByteBuffer.allocate(end + xmp.length).order(ByteOrder.BIG_ENDIAN);
    tiff.put(ascii("MM")).putShort((short) 42).putInt(8).putShort((short) entries);
    for (int orientation : tag) {
      tiff.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
      tiff.putShort((short) 0);
    }
    tiff.putShort((short) 700).putShort((short) type).putInt(xmp.length).putInt(end).putInt(0);
    return tiff.put(xmp).array();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 100];
    return Arrays.copyOf(out, deflater.deflate(out));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyFormatMaySayItInXmp(int orientation) {
    byte[] xmp = attribute(orientation);
    for (byte[] file :
        new byte[][] {
          jpeg(xmpSegment(xmp)),
          png("iTXt", PNG_NAME, new byte[4], xmp),
          png("iTXt", PNG_NAME, ascii("\1\0\0\0"), deflated(xmp)),
          png("tEXt", PNG_NAME, xmp),
          webp(4, xmp),
          tiff(1, xmp),
          tiff(7, xmp)
        }) {
      assertThat(Orientation.of(file)).isEqualTo(orientation);
    }
    assertThat(Orientation.of(webp(0, xmp))).as("the header says there is none").isEqualTo(1);
    assertThat(Orientation.of(tiff(3, xmp))).as("numbers are no text").isEqualTo(1);
  }

  @Test
  void thePictureIsTurned() throws Exception {
    Image got = new ImageIoDecoder().decode("x", png("iTXt", PNG_NAME, new byte[4], attribute(6)));
    assertThat(got.width()).isEqualTo(2);
    assertThat(got.rgb()).startsWith(0, 0, 0, 255, 255, 255, 0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "tiff:Orientation=\"6\",6",
        "><tiff:Orientation>6</tiff:Orientation>,6",
        "tiff:Orientation='6',1",
        "tiff:Orientation = \"6\",1",
        "tiff:Orientation=\"62\",6",
        "tiff:Orientation=\"0\",1",
        "tiff:Orientation=\"9\",1",
        "tiff:Orientation=\"x\" tiff:Orientation=\"3\" tiff:Orientation=\"6\",3",
        "exif:Orientation=\"6\",1"
      })
  void itIsSaidAsAnAttributeOrAsAnElement(String said, int orientation) {
    assertThat(Orientation.of(jpeg(xmpSegment(packet(said))))).isEqualTo(orientation);
  }

  @Test
  void theTagWinsWhateverItSays() {
    byte[] xmp = xmpSegment(attribute(6));
    for (int tag : new int[] {1, 3, 9}) {
      byte[] exif = segment(ascii("Exif\0\0"), OrientationTest.exif(tag, ByteOrder.BIG_ENDIAN));
      assertThat(Orientation.of(jpeg(xmp, exif))).isEqualTo(tag == 9 ? 1 : tag);
      assertThat(Orientation.of(tiff(1, attribute(6), tag))).isEqualTo(tag == 9 ? 1 : tag);
    }
    byte[] other = OrientationTest.exif(3, ByteOrder.BIG_ENDIAN);
    other[11]++; // of another tag
    assertThat(Orientation.of(jpeg(segment(ascii("Exif\0\0"), other), xmp))).isEqualTo(6);
  }

  @Test
  void theLastPacketCounts() {
    assertThat(Orientation.of(jpeg(xmpSegment(attribute(6)), xmpSegment(attribute(3)))))
        .isEqualTo(3);
  }

  @Test
  void damagedDataLeavesThePictureAsItIsStored() {
    byte[] far = tiff(1, attribute(6));
    far[18] = 0x7f;
    for (byte[] file :
        new byte[][] {
          far,
          jpeg(xmpSegment(ascii("tiff:Orientation=\""))),
          png("iTXt", PNG_NAME),
          png("iTXt", PNG_NAME, ascii("\1\0\0\0garbage"))
        }) {
      assertThat(Orientation.of(file)).isEqualTo(1);
    }
  }
}
