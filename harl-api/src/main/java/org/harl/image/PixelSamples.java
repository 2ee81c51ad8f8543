package org.harl.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Set;

/** The pixels of the JDK's images as interleaved 8-bit RGB. */
final class PixelSamples {
  private static final Set<Integer> STORED =
      Set.of(ColorSpace.TYPE_RGB, ColorSpace.TYPE_GRAY, ColorSpace.TYPE_CMYK);

  private PixelSamples() {}

  /**
   * As stored, without colour management; alpha is dropped.
   *
   * @throws IOException if the colours are neither grey nor RGB nor CMYK
   */
  static byte[] rgb(String source, BufferedImage image) throws IOException {
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && image.getRaster().getParent() == null
        && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getData().length == 3 * image.getWidth() * image.getHeight()) {
      return reversed(buffer.getData());
    }
    if (!(image.getColorModel() instanceof ComponentColorModel colours)) {
      return converted(image);
    }
    return switch (colours.getColorSpace().getType()) {
      case ColorSpace.TYPE_RGB, ColorSpace.TYPE_GRAY -> samples(image);
      case ColorSpace.TYPE_CMYK -> Inks.rgb(image.getRaster());
      default ->
          throw new IOException("'" + source + "' has colours other than grey, RGB and CMYK");
    };
  }

  /**
   * Of any picture that was made in memory: as {@link #rgb} has it where its samples are colours of
   * 8 or 16 bits; what is premultiplied, of other numbers or in other colours as Java shows it.
   */
  static byte[] shown(BufferedImage image) {
    boolean converted =
        image.getColorModel() instanceof ComponentColorModel colours
            && (colours.isAlphaPremultiplied()
                || colours.getTransferType() > DataBuffer.TYPE_USHORT
                || !STORED.contains(colours.getColorSpace().getType()));
    try {
      return converted ? bytes(image, 16, 8, 0) : rgb("", image);
    } catch (IOException e) {
      throw new IllegalStateException(e); // of colours that were asked for above
    }
  }

  /** The opacity, 0..255, three times a pixel. */
  static byte[] opacity(BufferedImage image) {
    return bytes(image, 24, 24, 24);
  }

  /** Three bytes of each pixel as {@link BufferedImage#getRGB(int, int)} has it. */
  private static byte[] bytes(BufferedImage image, int... shifts) {
    int width = image.getWidth();
    byte[] bytes = new byte[3 * width * image.getHeight()];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        for (int shift : shifts) {
          bytes[at++] = (byte) (argb >>> shift);
        }
      }
    }
    return bytes;
  }

  /** The common case, worth its own loop: blue, green, red. */
  private static byte[] reversed(byte[] bgr) {
    byte[] rgb = new byte[bgr.length];
    for (int i = 0; i < bgr.length; i += 3) {
      rgb[i] = bgr[i + 2];
      rgb[i + 1] = bgr[i + 1];
      rgb[i + 2] = bgr[i];
    }
    return rgb;
  }

  /** Grey or RGB samples of 8 or 16 bits, with or without alpha. */
  private static byte[] samples(BufferedImage image) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    int width = image.getWidth();
    byte[] rgb = new byte[3 * width * image.getHeight()];
    int[] row = new int[bands * width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int p = 0; p < row.length; p += bands, at += 3) {
        rgb[at] = (byte) (row[p] >> shift);
        rgb[at + 1] = (byte) (row[p + green] >> shift);
        rgb[at + 2] = (byte) (row[p + blue] >> shift);
      }
    }
    return rgb;
  }

  /** Palettes and packed pixels, as {@link BufferedImage#getRGB(int, int)} has them. */
  private static byte[] converted(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel colours = image.getColorModel();
    int width = image.getWidth();
    byte[] rgb = new byte[3 * width * image.getHeight()];
    Object row = null;
    int[] pixels = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      row = raster.getDataElements(0, y, width, 1, row);
      unpack(row, pixels);
      for (int x = 0; x < width; x++, at += 3) {
        int colour = colours.getRGB(pixels[x]);
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
      }
    }
    return rgb;
  }

  /** One number a pixel, in the raster's own type. */
  private static void unpack(Object row, int[] pixels) {
    if (row instanceof byte[] bytes) {
      for (int x = 0; x < pixels.length; x++) {
        pixels[x] = bytes[x] & 0xff;
      }
    } else if (row instanceof short[] shorts) {
      for (int x = 0; x < pixels.length; x++) {
        pixels[x] = shorts[x] & 0xffff;
      }
    } else {
      System.arraycopy(row, 0, pixels, 0, pixels.length);
    }
  }
}
