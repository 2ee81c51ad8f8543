package org.harl.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageReader;
import org.w3c.dom.Node;

/**
 * The screen of a GIF file that its first picture lies on (GIF 89a, section 18): what the picture
 * leaves free has the transparent colour, or else the palette's first.
 */
record GifScreen(int left, int top, int width, int height) {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  private static final int SIZE = 6;

  static boolean isGif(byte[] bytes) {
    return bytes.length > SIZE + 4
        && new String(bytes, 0, 4, StandardCharsets.ISO_8859_1).equals("GIF8");
  }

  /**
   * Where the first picture lies; the screen holds it.
   *
   * @throws IOException if the screen is larger than is sane
   */
  static GifScreen of(String source, byte[] file, ImageReader reader) throws IOException {
    Node place = reader.getImageMetadata(0).getAsTree(FORMAT).getFirstChild();
    int left = number(place, "imageLeftPosition");
    int top = number(place, "imageTopPosition");
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int width = Math.max(left + reader.getWidth(0), Short.toUnsignedInt(header.getShort(SIZE)));
    int height =
        Math.max(top + reader.getHeight(0), Short.toUnsignedInt(header.getShort(SIZE + 2)));
    ImageDecoder.checkSize(source, (long) width * height);
    return new GifScreen(left, top, width, height);
  }

  private static int number(Node node, String name) {
    return Integer.parseInt(node.getAttributes().getNamedItem(name).getNodeValue());
  }

  /** The picture on the screen. */
  BufferedImage show(BufferedImage picture) {
    if (picture.getWidth() == width && picture.getHeight() == height) {
      return picture;
    }
    IndexColorModel palette = (IndexColorModel) picture.getColorModel();
    BufferedImage screen =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
    int free = Math.max(0, palette.getTransparentPixel());
    int[] row = new int[width];
    Arrays.fill(row, free);
    for (int y = 0; y < height; y++) {
      screen.getRaster().setPixels(0, y, width, 1, row);
    }
    screen.getRaster().setRect(left, top, picture.getRaster());
    return screen;
  }
}
