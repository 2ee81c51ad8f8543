package org.harl.image;

import com.google.auto.service.AutoService;
import java.io.IOException;

/**
 * Decodes JPEG, PNG, BMP, TIFF and GIF (of several pictures the first) by the JDK's ImageIO: the
 * decoder where no other is on the class path. Samples are taken as stored, without colour
 * management; alpha is dropped, grey is repeated, CMYK becomes RGB, more than 8 bits are cut to the
 * highest 8, the {@link Orientation} is applied. WebP is refused.
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
    TiffSamples.check(source, bytes);
    return Orientation.upright(new ImageIoFile(source, bytes).rgb(), Orientation.of(bytes));
  }
}
