package org.harl.image;

import java.io.IOException;
import java.util.Optional;

/** The opacity of PNG files, which {@link Image} leaves out. */
public final class PngAlpha {
  /** The place of the colour type, and its values for grey and RGB with alpha. */
  private static final int COLOUR_TYPE = 25;

  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  private PngAlpha() {}

  /**
   * {@return the opacity as a grey image of the size that decoders give, 0..255; empty where a file
   * has none, or is no PNG file}
   *
   * @param source what to call it in messages
   * @param bytes the whole file
   * @throws IOException if it is damaged, or larger than is sane
   */
  public static Optional<Image> of(String source, byte[] bytes) throws IOException {
    if (!PngChunks.isPng(bytes) || !has(bytes)) {
      return Optional.empty();
    }
    Image alpha = new ImageIoFile(source, bytes).alpha();
    return Optional.of(Orientation.upright(alpha, Orientation.of(bytes)));
  }

  private static boolean has(byte[] bytes) {
    int type = bytes.length > COLOUR_TYPE ? bytes[COLOUR_TYPE] : 0;
    return type == GREY_ALPHA || type == RGB_ALPHA || PngChunks.has(bytes, "tRNS");
  }
}
