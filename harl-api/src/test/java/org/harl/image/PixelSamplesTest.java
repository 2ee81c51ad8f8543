package org.harl.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Palettes and packed pixels, against what the JDK says of each pixel. */
class PixelSamplesTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 11;

  private final Random random = new Random(7);

  private void fill(BufferedImage image) {
    WritableRaster raster = image.getRaster();
    for (int band = 0; band < raster.getNumBands(); band++) {
      int values = 1 << raster.getSampleModel().getSampleSize(band);
      for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
        raster.setSample(i % image.getWidth(), i / image.getWidth(), band, random.nextInt(values));
      }
    }
  }

  private static void assertAsTheJdkHasIt(BufferedImage image) throws IOException {
    byte[] expected = new byte[3 * image.getWidth() * image.getHeight()];
    for (int i = 0; i < expected.length; i += 3) {
      int colour = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
      expected[i] = (byte) (colour >> 16);
      expected[i + 1] = (byte) (colour >> 8);
      expected[i + 2] = (byte) colour;
    }
    assertThat(PixelSamples.rgb("x", image)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_USHORT_555_RGB,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void everyPackedKindIsReadAsTheJdkHasItWholeOrCutOut(int type) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    fill(image);
    assertAsTheJdkHasIt(image);
    assertAsTheJdkHasIt(image.getSubimage(3, 2, WIDTH - 8, HEIGHT - 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void paletteOfAnyDepthIsLookedUp(int bits) throws IOException {
    int[] colours = random.ints(1 << bits).toArray();
    int unit = bits > 8 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    IndexColorModel palette = new IndexColorModel(bits, 1 << bits, colours, 0, true, -1, unit);
    BufferedImage image;
    if (bits == 16) {
      WritableRaster raster = palette.createCompatibleWritableRaster(WIDTH, HEIGHT);
      image = new BufferedImage(palette, raster, false, null);
    } else {
      int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
      image = new BufferedImage(WIDTH, HEIGHT, type, palette);
    }
    fill(image);
    assertAsTheJdkHasIt(image);
  }

  @Test
  void packedPixelsOfLinearLightAreTurnedIntoSrgb() throws IOException {
    ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
    DirectColorModel colours =
        new DirectColorModel(linear, 24, 0xff0000, 0xff00, 0xff, 0, false, DataBuffer.TYPE_INT);
    WritableRaster raster =
        Raster.createPackedRaster(
            DataBuffer.TYPE_INT, WIDTH, HEIGHT, new int[] {0xff0000, 0xff00, 0xff}, null);
    BufferedImage image = new BufferedImage(colours, raster, false, null);
    fill(image);
    assertAsTheJdkHasIt(image);
  }
}
