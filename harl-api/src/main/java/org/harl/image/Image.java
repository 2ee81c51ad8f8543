package org.harl.image;

import org.harl.error.InvalidInputException;

/**
 * Decoded pixels: interleaved 8-bit RGB, row-major, upright (EXIF orientation applied).
 *
 * @param source the file's path relative to its folder with forward slashes, or another name for
 *     messages
 * @param width pixels a row
 * @param height rows
 * @param rgb width * height * 3 bytes; not copied, not to be changed
 */
public record Image(String source, int width, int height, byte[] rgb) {
  /** Checks the size. */
  public Image {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new InvalidInputException(
          "image '"
              + source
              + "': "
              + width
              + " x "
              + height
              + " RGB against "
              + rgb.length
              + " bytes");
    }
  }
}
