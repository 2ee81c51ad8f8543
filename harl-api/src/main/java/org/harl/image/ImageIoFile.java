package org.harl.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What ImageIO reads of a file, as it is stored.
 *
 * @param source what to call it in messages
 */
record ImageIoFile(String source, byte[] bytes) {
  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** Its colours. */
  Image rgb() throws IOException {
    return JpegMarkers.hasInks(bytes)
        ? read(reader -> inks(reader.readRaster(0, null)))
        : read(reader -> image(picture(reader)));
  }

  /** Its opacity, 0..255, as grey. */
  Image alpha() throws IOException {
    return read(reader -> opacity(reader.read(0)));
  }

  /** Its samples as they are stored, one a pixel, 0..255, as grey. */
  Image samples() throws IOException {
    return read(reader -> stored(reader.read(0).getRaster()));
  }

  private Image stored(Raster raster) {
    int width = raster.getWidth();
    byte[] grey = new byte[3 * width * raster.getHeight()];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < raster.getHeight(); y++) {
      for (int sample : raster.getSamples(0, y, width, 1, 0, row)) {
        for (int c = 0; c < 3; c++) {
          grey[at++] = (byte) sample;
        }
      }
    }
    return new Image(source, width, raster.getHeight(), grey);
  }

  private <T> T read(Reading<T> reading) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(
            "'"
                + source
                + "' is no image that the JDK can read (JPEG, PNG, BMP, TIFF, GIF); for WebP add"
                + " harl-masks to the class path");
      }
      return read(readers.next(), in, reading);
    }
  }

  private <T> T read(ImageReader reader, ImageInputStream in, Reading<T> reading)
      throws IOException {
    try {
      reader.setInput(in, true, !GifScreen.isGif(bytes));
      ImageDecoder.checkSize(source, (long) reader.getWidth(0) * reader.getHeight(0));
      return reading.of(reader);
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

  private BufferedImage picture(ImageReader reader) throws IOException {
    return GifScreen.isGif(bytes)
        ? GifScreen.of(source, bytes, reader).show(reader.read(0))
        : reader.read(0);
  }

  private Image image(BufferedImage picture) throws IOException {
    return new Image(
        source, picture.getWidth(), picture.getHeight(), PixelSamples.rgb(source, picture));
  }

  private Image inks(Raster raster) {
    byte[] rgb = Inks.rgbOfJpeg(raster, JpegMarkers.inksAreLuminance(bytes));
    return new Image(source, raster.getWidth(), raster.getHeight(), rgb);
  }

  private Image opacity(BufferedImage picture) {
    return new Image(
        source, picture.getWidth(), picture.getHeight(), PixelSamples.opacity(picture));
  }
}
