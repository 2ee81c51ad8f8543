package org.harl.masks.opencv;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageIoDecoder;
import org.harl.image.JpegMarkers;
import org.harl.image.Orientation;
import org.harl.image.TiffSamples;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JPEG, PNG, WebP, BMP, TIFF and GIF (of several pictures the first) by OpenCV; what else OpenCV
 * reads is refused. As the ImageIO decoder has it: alpha is dropped, grey is repeated, CMYK becomes
 * RGB, more than 8 bits are cut to the highest 8, the {@link Orientation} is applied.
 */
@AutoService(ImageDecoder.class)
public final class OpenCvDecoder implements ImageDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(OpenCvDecoder.class);
  private static final int FLAGS =
      opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

  private final ImageDecoder jdk = new ImageIoDecoder();

  /** A decoder; loads nothing. */
  public OpenCvDecoder() {}

  /** OpenCV fills the transparent parts of a GIF file, and multiplies a TIFF file by its alpha. */
  private static boolean isForTheJdk(byte[] bytes) {
    return ImageHeader.isGif(bytes) || TiffSamples.haveAlpha(bytes);
  }

  @Override
  public String name() {
    return "opencv";
  }

  @Override
  public int priority() {
    return 100;
  }

  /** Whether OpenCV's native libraries load; a warning says why they do not. */
  @Override
  public boolean available() {
    try {
      Loader.load(opencv_imgcodecs.class);
      return true;
    } catch (LinkageError e) {
      LOG.warn(
          "OpenCV's native libraries do not load ({}); images are decoded by ImageIO, which is"
              + " slower and reads no WebP. Add org.bytedeco:opencv with this platform's classifier",
          e.getMessage());
      return false;
    }
  }

  @Override
  public Image decode(String source, byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      throw new IOException("'" + source + "' is empty");
    }
    JpegMarkers.checkComplete(source, bytes);
    ImageHeader.checkSize(source, bytes);
    TiffSamples.check(source, bytes);
    if (isForTheJdk(bytes)) {
      return jdk.decode(source, bytes);
    }
    try (BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, data);
        Mat pixels = opencv_imgcodecs.imdecode(encoded, FLAGS)) {
      if (pixels == null || pixels.empty()) {
        if (ImageHeader.isTiff(bytes)) { // some tiles, for example
          return jdk.decode(source, bytes);
        }
        throw new IOException("'" + source + "' is damaged, or no image that OpenCV can read");
      }
      ImageDecoder.checkSize(source, pixels.total()); // should a header have said less
      ByteBuffer stored = pixels.createBuffer();
      int orientation = ImageHeader.isTiff(bytes) ? 1 : Orientation.of(bytes); // libtiff turns it
      return Orientation.upright(source, stored, pixels.cols(), pixels.rows(), orientation);
    } catch (RuntimeException e) { // OpenCV's exceptions on damaged files
      throw new IOException("'" + source + "' is damaged: " + e.getMessage().strip(), e);
    }
  }
}
