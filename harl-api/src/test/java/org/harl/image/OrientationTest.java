package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.harl.data.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are made up byte by byte; what they say is what Pillow 12.3 reads in the same bytes. */
class OrientationTest {
  private static final int BEFORE_PIXELS = 33;
  private static final int END = 12;

  private final ImageIoDecoder decoder = new ImageIoDecoder();

  /** 3 x 2 pixels, black but for a white one at the top left. */
  private static byte[] png() {
    BufferedImage stored = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
    stored.setRGB(0, 0, 0xffffff);
    return TestImages.encoded(stored, "png");
  }

  static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  private static byte[] named(byte[] exif) {
    return joined(ascii("Exif\0\0"), exif);
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

  private static byte[] with(int at, String type, byte[]... data) {
    byte[] png = png();
    byte[] chunk = TestImages.chunk(type, joined(data));
    byte[] start = Arrays.copyOf(png, at);
    return joined(start, chunk, Arrays.copyOfRange(png, at, png.length));
  }

  private static byte[] before(String type, byte[]... data) {
    return with(BEFORE_PIXELS, type, data);
  }

  private static byte[] behind(String type, byte[]... data) {
    return with(png().length - END, type, data);
  }

  /** As ImageMagick writes it: lines of 72 hexadecimal digits behind three others. */
  private static byte[] profile(byte[] exif) {
    String digits = HexFormat.of().formatHex(exif).replaceAll("(.{72})", "$1\n");
    return ascii("\nexif\n" + String.format("%8d", exif.length) + "\n" + digits + "\n");
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 100];
    return Arrays.copyOf(out, deflater.deflate(out));
  }

  private static byte[] key(String more) {
    return ascii("Raw profile type exif\0" + more);
  }

  private void showsTheWhitePixel(byte[] file, int orientation, int column, int row)
      throws IOException {
    Image got = decoder.decode("x", file);
    assertThat(got.width()).isEqualTo(orientation < 5 ? 3 : 2);
    assertThat(got.height()).isEqualTo(orientation < 5 ? 2 : 3);
    for (int i = 0; i < 6; i++) {
      int white = i == row * got.width() + column ? -1 : 0;
      assertThat(got.rgb()[3 * i]).isEqualTo((byte) white);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
  void chunkOfPngBeforeOrBehindThePixelsIsApplied(int orientation, int column, int row)
      throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] exif = exif(orientation, order);
      showsTheWhitePixel(before("eXIf", exif), orientation, column, row);
      showsTheWhitePixel(behind("eXIf", exif), orientation, column, row);
      showsTheWhitePixel(before("eXIf", named(exif)), orientation, column, row);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
  void rawProfileInATextOfPngIsApplied(int orientation, int column, int row) throws IOException {
    byte[] text = profile(named(exif(orientation, ByteOrder.BIG_ENDIAN)));
    byte[] small = deflated(text);
    showsTheWhitePixel(before("tEXt", key(""), text), orientation, column, row);
    showsTheWhitePixel(before("zTXt", key("\0"), small), orientation, column, row);
    showsTheWhitePixel(behind("zTXt", key("\0"), small), orientation, column, row);
    showsTheWhitePixel(before("iTXt", key("\0\0en\0x\0"), text), orientation, column, row);
    showsTheWhitePixel(before("iTXt", key("\1\0\0\0"), small), orientation, column, row);
  }

  @Test
  void chunkWinsOverATextThatSaysSomethingElse() {
    byte[] text = profile(exif(8, ByteOrder.BIG_ENDIAN));
    byte[] png = before("tEXt", key(""), text);
    byte[] both =
        joined(
            Arrays.copyOf(png, png.length - END),
            TestImages.chunk("eXIf", exif(6, ByteOrder.LITTLE_ENDIAN)),
            Arrays.copyOfRange(png, png.length - END, png.length));
    assertThat(Orientation.of(png)).isEqualTo(8);
    assertThat(Orientation.of(both)).isEqualTo(6);
  }

  @Test
  void whatFollowsTheEndOfThePictureDoesNotTurnIt() {
    byte[] behind = TestImages.chunk("eXIf", exif(6, ByteOrder.LITTLE_ENDIAN));
    assertThat(Orientation.of(joined(png(), behind))).isEqualTo(1);
  }

  @Test
  void damagedDataLeavesThePictureAsItIsStored() {
    byte[] far = exif(6, ByteOrder.LITTLE_ENDIAN);
    far[7] = 0x7f;
    byte[] bomb = deflated(new byte[5_000_000]);
    for (byte[] file :
        new byte[][] {
          before("eXIf"),
          before("eXIf", ascii("II")),
          before("eXIf", far),
          before("eXIf", exif(9, ByteOrder.LITTLE_ENDIAN)),
          before("tEXt", key(""), ascii("\nexif\n 9\nzz\n")),
          before("tEXt", key("")),
          before("zTXt", key("")),
          before("zTXt", key("\0"), ascii("garbage")),
          before("zTXt", key("\0"), bomb),
          before("iTXt", key("")),
          before("iTXt", key("\1"))
        }) {
      assertThat(Orientation.of(file)).isEqualTo(1);
    }
  }

  /** What OpenCV and the JDK do with the pixels plays no part: the header and the chunk do. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void webpSaysItWithAndWithoutTheName(int orientation) {
    byte[] exif = exif(orientation, ByteOrder.BIG_ENDIAN);
    assertThat(Orientation.of(webp(8, exif))).isEqualTo(orientation);
    assertThat(Orientation.of(webp(8, named(exif)))).isEqualTo(orientation);
    // the header says that there is none
    assertThat(Orientation.of(webp(0, exif))).isEqualTo(1);
  }

  private static byte[] webp(int flags, byte[] exif) {
    ByteBuffer file = ByteBuffer.allocate(48 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(40 + exif.length).put(ascii("WEBPVP8X")).putInt(10);
    file.putInt(flags).put(new byte[] {2, 0, 0, 1, 0, 0});
    file.put(ascii("ICCP")).putInt(1).putShort((short) 0); // padded to an even length
    return file.put(ascii("EXIF")).putInt(exif.length).put(exif).array();
  }

  @Test
  void fillBytesBeforeTheSegmentOfAJpegArePassedOver() {
    byte[] exif = named(exif(6, ByteOrder.BIG_ENDIAN));
    byte[] start = {-1, -40, -1, -1, -1, -31, 0, (byte) (exif.length + 2)};
    assertThat(Orientation.of(joined(start, exif, new byte[] {-1, -38, 0, 2}))).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
  void tagOfTiffIsApplied(int orientation, int column, int row) throws IOException {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 9 * 12 + 4 + 6).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(ascii("II")).putShort((short) 42).putInt(8).putShort((short) 9);
    int pixels = tiff.capacity() - 6;
    int[][] entries = {
      {256, 3},
      {257, 2},
      {258, 8},
      {259, 1},
      {262, 1},
      {273, pixels},
      {274, orientation},
      {278, 2},
      {279, 6}
    };
    for (int[] entry : entries) {
      tiff.putShort((short) entry[0]).putShort((short) 3).putInt(1).putInt(entry[1]);
    }
    tiff.put(pixels, (byte) 255);
    showsTheWhitePixel(tiff.array(), orientation, column, row);
  }
}
