package org.harl.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which side of a stored picture is up: tag 0x0112 of EXIF 2.32 and TIFF 6.0, 1..8. It is read from
 * JPEG, PNG (an eXIf chunk before the pixels or behind them, or else ImageMagick's text "Raw
 * profile type exif"), WebP and TIFF. Where that tag is not there, {@code tiff:Orientation} of XMP
 * stands for it, as Pillow takes it.
 */
public final class Orientation {
  private static final int TAG = 0x0112;

  /** Of a TIFF file. */
  private static final int XMP_TAG = 700;

  private Orientation() {}

  /** As an attribute or as an element; what is no digit behind it is not looked for elsewhere. */
  private static final Pattern IN_XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

  /**
   * {@return the orientation, 1..8; 1 is upright and stands for every file that does not say, or
   * says it in damaged data}
   *
   * @param file the whole file
   */
  public static int of(byte[] file) {
    Optional<ByteBuffer> exif = exif(file).map(TiffDirectory::unnamed);
    int value =
        exif.isPresent() && hasTag(exif.get())
            ? TiffDirectory.first(exif.get(), TAG, 1)
            : xmp(file).map(Orientation::inXmp).orElse(1);
    return value >= 1 && value <= 8 ? value : 1;
  }

  /**
   * {@return whether the file is a TIFF file that says so in its tag, which libtiff heeds itself}
   *
   * @param file the whole file
   */
  public static boolean isTiffTag(byte[] file) {
    return TiffDirectory.isTiff(file) && hasTag(ByteBuffer.wrap(file));
  }

  private static boolean hasTag(ByteBuffer exif) {
    return TiffDirectory.entries(exif, TAG).findAny().isPresent();
  }

  private static int inXmp(ByteBuffer xmp) {
    Matcher said = IN_XMP.matcher(StandardCharsets.ISO_8859_1.decode(xmp));
    return said.find() ? Integer.parseInt(said.group(1)) : 1;
  }

  private static Optional<ByteBuffer> xmp(byte[] file) {
    if (JpegMarkers.isJpeg(file)) {
      return JpegMarkers.xmp(file);
    }
    if (PngChunks.isPng(file)) {
      return PngChunks.xmp(file);
    }
    if (WebpChunks.isWebp(file)) {
      return WebpChunks.xmp(file);
    }
    return TiffDirectory.isTiff(file)
        ? TiffDirectory.bytes(ByteBuffer.wrap(file), XMP_TAG)
        : Optional.empty();
  }

  private static Optional<ByteBuffer> exif(byte[] file) {
    if (JpegMarkers.isJpeg(file)) {
      return JpegMarkers.exif(file);
    }
    if (PngChunks.isPng(file)) {
      return PngChunks.exif(file);
    }
    if (WebpChunks.isWebp(file)) {
      return WebpChunks.exif(file);
    }
    return TiffDirectory.isTiff(file) ? Optional.of(ByteBuffer.wrap(file)) : Optional.empty();
  }

  /** The image itself where it is stored upright, or else a turned copy. */
  static Image upright(Image image, int orientation) {
    return orientation == 1
        ? image
        : upright(
            image.source(),
            ByteBuffer.wrap(image.rgb()),
            image.width(),
            image.height(),
            orientation);
  }

  /**
   * {@return the image as it is shown; takes no memory but the new image's}
   *
   * @param source what to call it
   * @param stored width * height * 3 bytes, as {@link Image#rgb} has them; read from its position
   * @param width of a stored row, in pixels
   * @param height stored rows
   * @param orientation 1..8, as {@link #of} tells it
   */
  public static Image upright(
      String source, ByteBuffer stored, int width, int height, int orientation) {
    byte[] rgb = new byte[3 * width * height];
    if (orientation == 1) { // nearly all: one copy
      stored.get(rgb);
      return new Image(source, width, height, rgb);
    }
    byte[] row = new byte[3 * width];
    for (int y = 0; y < height; y++) {
      stored.get(row);
      int first = shown(orientation, 0, y, width, height);
      int step = shown(orientation, 1, y, width, height) - first;
      for (int x = 0, to = 3 * first; x < row.length; x += 3, to += 3 * step) {
        rgb[to] = row[x];
        rgb[to + 1] = row[x + 1];
        rgb[to + 2] = row[x + 2];
      }
    }
    return orientation < 5
        ? new Image(source, width, height, rgb)
        : new Image(source, height, width, rgb);
  }

  /** The index where the pixel that is stored at (x, y) is shown. */
  private static int shown(int orientation, int x, int y, int width, int height) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (orientation) {
      case 2 -> y * width + right - x;
      case 3 -> (bottom - y) * width + right - x;
      case 4 -> (bottom - y) * width + x;
      case 5 -> x * height + y;
      case 6 -> x * height + bottom - y;
      case 7 -> (right - x) * height + bottom - y;
      case 8 -> (right - x) * height + y;
      default -> y * width + x;
    };
  }
}
