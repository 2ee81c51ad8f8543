package org.harl.data;

import com.google.auto.service.AutoService;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, PNG and BMP by the JDK's ImageIO: the decoder where no other is on the class path.
 * Samples are taken as stored, without colour management; alpha is dropped, grey is repeated, more
 * than 8 bits are cut to the highest 8. WebP is refused.
 */
@AutoService(ImageDecoder.class)
public final class ImageIoDecoder implements ImageDecoder {
  /** A decoder. */
  public ImageIoDecoder() {}

  @Override
  public String name() {
    return "imageio";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Image decode(String source, byte[] bytes) throws IOException {
    JpegMarkers.checkComplete(source, bytes);
    return JpegMarkers.upright(stored(source, bytes), JpegMarkers.orientation(bytes));
  }

  private static Image stored(String source, byte[] bytes) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(
            "'"
                + source
                + "' is no image that the JDK can read (JPEG, PNG, BMP); for WebP add harl-masks"
                + " to the class path");
      }
      BufferedImage image = read(source, readers.next(), in);
      return new Image(source, image.getWidth(), image.getHeight(), rgb(image));
    }
  }

  private static BufferedImage read(String source, ImageReader reader, ImageInputStream in)
      throws IOException {
    try {
      reader.setInput(in, true, true);
      ImageDecoder.checkSize(source, (long) reader.getWidth(0) * reader.getHeight(0));
      return reader.read(0);
    } catch (RuntimeException e) { // the JDK's readers throw several kinds on damaged files
      throw new IOException("'" + source + "' is damaged: " + e, e);
    } catch (IOException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("'" + source)
          ? e
          : new IOException("'" + source + "' is damaged: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] rgb(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && image.getRaster().getParent() == null
        && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getData().length == 3 * image.getWidth() * image.getHeight()) {
      return reversed(buffer.getData());
    }
    boolean stored = image.getColorModel() instanceof ComponentColorModel;
    return stored ? samples(image) : converted(image);
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

  /** Palettes and packed pixels. */
  private static byte[] converted(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[3 * width * image.getHeight()];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++, at += 3) {
        rgb[at] = (byte) (row[x] >> 16);
        rgb[at + 1] = (byte) (row[x] >> 8);
        rgb[at + 2] = (byte) row[x];
      }
    }
    return rgb;
  }
}
