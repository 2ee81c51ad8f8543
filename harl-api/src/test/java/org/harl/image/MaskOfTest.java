package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Polygon;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.harl.data.TestImages;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskOfTest {
  /** Rows of # and dots. */
  private static List<String> drawn(Mask mask) {
    StringBuilder cells = new StringBuilder();
    for (int i = 0; i < mask.cells().length; i++) {
      cells.append(mask.cells()[i] == 1 ? '#' : '.');
    }
    return cells.toString().lines().flatMap(all -> rows(all, mask.width())).toList();
  }

  private static Stream<String> rows(String cells, int width) {
    return Stream.of(cells.split("(?<=\\G.{" + width + "})"));
  }

  private static BufferedImage picture(int type, int... argb) {
    BufferedImage picture = new BufferedImage(argb.length, 1, type);
    for (int x = 0; x < argb.length; x++) {
      picture.setRGB(x, 0, argb[x]);
    }
    return picture;
  }

  static Stream<BufferedImage> pictures() {
    byte[] parts = {0, 1, 127, (byte) 255};
    IndexColorModel palette = new IndexColorModel(2, 4, parts, new byte[4], new byte[4], 0);
    BufferedImage indexed = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    for (int x = 0; x < 4; x++) {
      indexed.getRaster().setSample(x, 0, 0, x);
    }
    BufferedImage grey = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSamples(0, 0, 4, 1, 0, new int[] {0, 127, 128, 255});
    BufferedImage ones = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    ones.getRaster().setSample(1, 0, 0, 1);
    return Stream.of(
        indexed,
        grey,
        ones,
        picture(BufferedImage.TYPE_BYTE_BINARY, 0, -1, 0),
        picture(BufferedImage.TYPE_INT_RGB, 0, 0x400000, 0xe0e0c0),
        picture(BufferedImage.TYPE_3BYTE_BGR, 0x102030, 0xd0e0f0),
        picture(BufferedImage.TYPE_INT_ARGB, 0x00ff0000, 0x7fff0000, 0x80ff0000, 0xff000080));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pictureMeansWhatItsFileMeans(BufferedImage picture) throws IOException {
    byte[] file = TestImages.encoded(picture, "png");
    Mask read = MaskPicture.of("m", file, new ImageIoDecoder()).mask();
    assertThat(Mask.of(picture)).isEqualTo(read);
    assertThat(read.coverage()).isStrictlyBetween(0.0, 1.0);
  }

  @Test
  void photographIsNoMask() {
    BufferedImage photograph = TestImages.random(40, 40, 1, BufferedImage.TYPE_INT_RGB);
    assertThatThrownBy(() -> Mask.of(photograph))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mask: 'the picture' has more than 1024 colours, it is a photograph and no mask");
  }

  @Test
  void rowsOfBooleansAreRowsOfCells() {
    Mask mask = Mask.of(new boolean[][] {{true, false, false}, {false, false, true}});
    assertThat(drawn(mask)).containsExactly("#..", "..#");
    assertThatThrownBy(() -> Mask.of(new boolean[][] {{true}, {true, false}}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask: row 1 has 2 cells, but row 0 has 1; give rows of one length");
    assertThatThrownBy(() -> Mask.of(new boolean[0][]))
        .hasMessage("mask: 0 x 0 cells; give at least one, and at most 120000000");
  }

  @Test
  void polygonCoversTheCellsWhoseCentreItEncloses() {
    assertThat(drawn(Mask.of(5, 4, new double[] {1, 1, 4, 1, 4, 3, 1, 3})))
        .containsExactly(".....", ".###.", ".###.", ".....");
    assertThat(drawn(Mask.of(4, 4, new double[] {0, 0, 4, 0, 0, 4})))
        .containsExactly("###.", "##..", "#...", "....")
        .isEqualTo(drawn(Mask.of(4, 4, new double[] {.2, 0, 4, 0, .2, 3.8})).stream().toList());
    assertThat(drawn(Mask.of(3, 1, new double[] {.51, 0, 2.49, 0, 2.49, 1, .51, 1})))
        .containsExactly(".#.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void polygonWithinAnotherIsAHoleInWhateverDirectionItGoesRound(boolean clockwise) {
    double[] inner =
        clockwise ? new double[] {1, 1, 3, 1, 3, 3, 1, 3} : new double[] {1, 1, 1, 3, 3, 3, 3, 1};
    Mask ring = Mask.of(5, 4, new double[] {0, 0, 5, 0, 5, 4, 0, 4}, inner);
    assertThat(drawn(ring)).containsExactly("#####", "#..##", "#..##", "#####");
  }

  @Test
  void polygonsThatReachOutAreCutOffAtTheBorder() {
    assertThat(drawn(Mask.of(3, 2, new double[] {-1e6, 1, 1e6, 1, 1e6, 1e6, -1e6, 1e6})))
        .containsExactly("...", "###");
    assertThat(Mask.of(3, 2, new double[] {7, 7, 9, 7, 9, 9}).coverage()).isZero();
  }

  @Test
  void outlinesOfJavaKeepTheirOwnRule() {
    Area disc = new Area(new Ellipse2D.Double(0, 0, 4, 4));
    disc.subtract(new Area(new Polygon(new int[] {2, 4, 4, 2}, new int[] {0, 0, 4, 4}, 4)));
    assertThat(drawn(Mask.of(4, 4, disc))).containsExactly(".#..", "##..", "##..", ".#..");
  }

  @Test
  void polygonsThatAreNoneAreRefusedByTheirPlace() {
    assertThatThrownBy(() -> Mask.of(3, 3, new double[] {0, 0, 1, 1, 2, 2}, new double[] {1, 1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask: polygon 1 has 2 numbers; give x and y of three points at least");
    assertThatThrownBy(() -> Mask.of(3, 3, new double[] {0, 0, 1, Double.NaN, 2, 2}))
        .hasMessage("mask: y of point 1 of polygon 0 is NaN; give finite numbers");
    assertThatThrownBy(() -> Mask.of(3, 3, new double[0][]))
        .hasMessage("mask: there is no polygon; give one at least");
  }

  /** pycocotools 2.0.11's. */
  @ParameterizedTest
  @CsvSource({
    "5, 4, 522000OO2, 5 2 2 2 2 2 1 1 3, ....# .###. .###. .....",
    "4, 3, 01:0, 0 1 10 1, #... .... ...#",
    "3, 2, 06, 0 6, ### ###",
    "3, 2, 6, 6, ... ..."
  })
  void runLengthsCoverWhatPycocotoolsDecodes(
      int width, int height, String text, String counts, String rows) {
    int[] lengths = Stream.of(counts.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(drawn(Mask.of(width, height, lengths))).containsExactly(rows.split(" "));
    assertThat(Mask.of(width, height, text)).isEqualTo(Mask.of(width, height, lengths));
  }

  /** pycocotools 2.0.11's {@code area} and the CRC-32 of its {@code decode}, row by row. */
  @ParameterizedTest
  @CsvSource({
    "90, 60, 1684, 2785594748, [e0;_14M2N2M4N0O2N2N2O0O2O0O2O0O2O0O2O00000O2O0000000000[OB"
        + "L>3DL<3FL:3HL83JL64JL64JL64JL64JL64JL64JL65HL85FL;4CL>5@L`0h0001N101N101N101N101N2N2N"
        + "102L3N2N3LkT1",
    "3, 500, 558, 3044731606, g>m0g>d?"
  })
  void compressedRunLengthsAreThoseOfPycocotools(
      int width, int height, int area, long crc, String text) {
    Mask mask = Mask.of(width, height, text);
    assertThat(Math.round(mask.coverage() * width * height)).isEqualTo(area);
    CRC32 check = new CRC32();
    check.update(mask.cells());
    assertThat(check.getValue()).isEqualTo(crc);
  }

  @Test
  void runLengthsOfAnotherSizeAreRefusedWithBothNumbers() {
    assertThatThrownBy(() -> Mask.of(3, 2, new int[] {1, 2, 4}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mask: 3 run lengths cover 7 cells, but 3 x 2 are 6; give the width first, and"
                + " lengths that are not negative");
    assertThatThrownBy(() -> Mask.of(3, 2, new int[] {8, -2}))
        .hasMessageContaining("2 run lengths cover 6 cells, but 3 x 2 are 6");
  }

  @ParameterizedTest
  @CsvSource({
    "0 6, ' ' at place 1 belongs to no run length",
    "0s, 's' at place 1 belongs to no run length",
    "0P, 'the run lengths end within one, after 2 characters'",
    "PPPPPPPP0, 'P' at place 7 belongs to no run length"
  })
  void textThatIsNoRunLengthsIsRefusedByPlace(String text, String fault) {
    assertThatThrownBy(() -> Mask.of(3, 2, text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask: %s; give the 'counts' of COCO's compressed form as they are", fault);
  }
}
