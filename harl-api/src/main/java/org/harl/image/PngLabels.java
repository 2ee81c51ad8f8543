package org.harl.image;

import java.io.IOException;

/** Maps of labels in PNG files: the place in the palette, or the grey value, is the label. */
public final class PngLabels {
  private static final int BIT_DEPTH = 24;
  private static final int COLOUR_TYPE = 25;
  private static final int GREY = 0;
  private static final int PALETTE = 3;

  private PngLabels() {}

  /**
   * Reads a file, upright ({@link Orientation}).
   *
   * @param source what to call it in messages
   * @param bytes the whole file
   * @return a label for each pixel
   * @throws IOException if it is damaged, no PNG file, or has neither a palette nor grey values of
   *     up to 8 bits
   */
  public static LabelMap of(String source, byte[] bytes) throws IOException {
    int type = PngChunks.isPng(bytes) ? bytes[COLOUR_TYPE] : -1;
    if (type != GREY && type != PALETTE || bytes[BIT_DEPTH] > Byte.SIZE) {
      throw new IOException(
          "'"
              + source
              + "' is no map of labels; give a PNG file with a palette, or grey of up to 8 bits");
    }
    PngChunks.checkComplete(source, bytes);
    Image stored = new ImageIoFile(source, bytes).samples();
    Image upright = Orientation.upright(stored, Orientation.of(bytes));
    byte[] labels = new byte[upright.width() * upright.height()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = upright.rgb()[3 * i];
    }
    return new LabelMap(upright.width(), upright.height(), labels);
  }
}
