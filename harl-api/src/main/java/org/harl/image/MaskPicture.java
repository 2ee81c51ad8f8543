package org.harl.image;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A picture that somebody meant as a mask. Foreground is
 *
 * <ul>
 *   <li>in a grey one, 128 and more of 255; in one that has no values but 0 and 1, 1;
 *   <li>in one whose opacity varies, what is opaque by the same rule, whatever the colours; black
 *       and white beside such an opacity are refused;
 *   <li>in one of up to 64 colours, black among them, with a palette or without, all that is not
 *       black; Pascal VOC's void, (224, 224, 192), is background, but foreground where a palette
 *       has another colour for it: colours count, not numbers;
 *   <li>in another in colour, a brightness (luma of ITU-R BT.601) of 128 and more; more than 1,024
 *       colours are a photograph and refused.
 * </ul>
 *
 * @param mask what it is read as
 * @param values the grey values, opacities or colours in it, for messages
 * @param doubtful whether its values are those of classes rather than of a mask
 */
public record MaskPicture(Mask mask, String values, boolean doubtful) {
  private static final int THRESHOLD = 128;
  private static final int WHITE = 255;

  /** Of values that number classes; a mask with soft edges has some above. */
  private static final int LAST_CLASS = 63;

  /** Grey levels that number classes, of which the largest may pass for foreground. */
  private static final int MOST_NUMBERS = 32;

  /** How far from black or white the noise of a lossy file reaches. */
  private static final int SOFT = 16;

  /** Of colours that stand for classes. */
  private static final int MOST_CLASSES = 64;

  private static final int MOST_COLOURS = 1024;
  private static final int SHOWN = 8;

  /** Pascal VOC's colour for the rims of objects and for what is not judged. */
  private static final int VOID = 0xe0e0c0;

  /**
   * Reads a file, upright ({@link Orientation}).
   *
   * @param source what to call it in messages
   * @param bytes the whole file
   * @param decoder reads the file
   * @return what it is read as, and whether there is doubt
   * @throws IOException if it is no image, or no mask but a photograph
   */
  public static MaskPicture of(String source, byte[] bytes, ImageDecoder decoder)
      throws IOException {
    return of(source, decoder.decode(source, bytes), PngAlpha.of(source, bytes));
  }

  /** Reads a picture in memory and its opacity, which is grey of the same size, if it has any. */
  static MaskPicture of(String source, Image picture, Optional<Image> opacity) throws IOException {
    Optional<Image> alpha = opacity.filter(MaskPicture::varies);
    if (alpha.isPresent()) {
      requireOneMeaning(source, picture, alpha.get());
      return grey(alpha.get());
    }
    return isGrey(picture) ? grey(picture) : coloured(source, picture);
  }

  /** {@return whether it has foreground and background, and no doubt about which is which} */
  public boolean tells() {
    double coverage = mask.coverage();
    return coverage > 0 && coverage < 1 && !doubtful;
  }

  private static boolean varies(Image grey) {
    return values(grey).size() > 1;
  }

  private static TreeSet<Integer> values(Image grey) {
    boolean[] there = new boolean[WHITE + 1];
    for (int i = 0; i < grey.rgb().length; i += 3) {
      there[grey.rgb()[i] & 0xff] = true;
    }
    TreeSet<Integer> values = new TreeSet<>();
    for (int value = 0; value <= WHITE; value++) {
      if (there[value]) {
        values.add(value);
      }
    }
    return values;
  }

  private static boolean isGrey(Image picture) {
    byte[] rgb = picture.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
        return false;
      }
    }
    return true;
  }

  private static MaskPicture grey(Image picture) {
    TreeSet<Integer> values = values(picture);
    int least = values.last() == 1 ? 1 : THRESHOLD;
    byte[] cells = new byte[picture.width() * picture.height()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) ((picture.rgb()[3 * i] & 0xff) >= least ? 1 : 0);
    }
    String shown =
        values.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return new MaskPicture(
        new Mask(picture.width(), picture.height(), cells),
        shown + (values.size() > SHOWN ? " .. " + values.last() : ""),
        areClasses(values));
  }

  /** Small numbers but no soft edges, with or without 255 for what is not judged. */
  private static boolean areClasses(TreeSet<Integer> values) {
    Integer largest = values.lower(WHITE);
    boolean between = values.ceiling(SOFT) != null && values.ceiling(SOFT) <= WHITE - SOFT;
    boolean several = values.size() > 2 || values.first() > 0 && values.size() > 1;
    if (values.last() >= THRESHOLD && values.last() < WHITE && several && between) {
      return values.size() <= MOST_NUMBERS;
    }
    return largest != null
        && largest > (values.last() == WHITE ? 0 : 1)
        && (values.last() == WHITE ? largest <= LAST_CLASS : largest < THRESHOLD);
  }

  private static int colour(Image picture, int pixel) {
    byte[] rgb = picture.rgb();
    return (rgb[3 * pixel] & 0xff) << 16
        | (rgb[3 * pixel + 1] & 0xff) << 8
        | rgb[3 * pixel + 2] & 0xff;
  }

  private static MaskPicture coloured(String source, Image picture) throws IOException {
    TreeSet<Integer> colours = colours(source, picture);
    boolean classes = colours.first() == 0 && colours.size() <= MOST_CLASSES;
    byte[] cells = new byte[picture.width() * picture.height()];
    for (int i = 0; i < cells.length; i++) {
      int colour = colour(picture, i);
      boolean inside = classes ? colour != 0 && colour != VOID : brightness(colour) >= THRESHOLD;
      cells[i] = (byte) (inside ? 1 : 0);
    }
    String shown =
        colours.stream()
            .limit(SHOWN)
            .map(colour -> String.format(Locale.ROOT, "#%06x", colour))
            .collect(Collectors.joining(", "));
    return new MaskPicture(
        new Mask(picture.width(), picture.height(), cells),
        shown + (colours.size() > SHOWN ? " .." : ""),
        false);
  }

  private static TreeSet<Integer> colours(String source, Image picture) throws IOException {
    TreeSet<Integer> colours = new TreeSet<>();
    int last = -1;
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      int colour = colour(picture, i);
      if (colour != last && colours.add(colour) && colours.size() > MOST_COLOURS) {
        throw new IOException(
            "'"
                + source
                + "' has more than "
                + MOST_COLOURS
                + " colours, it is a photograph and no mask");
      }
      last = colour;
    }
    return colours;
  }

  /** Luma of ITU-R BT.601, 0..255, rounded. */
  private static int brightness(int colour) {
    int red = colour >> 16;
    int green = colour >> 8 & 0xff;
    int blue = colour & 0xff;
    return red * 19_595 + green * 38_470 + blue * 7_471 + 32_768 >> 16;
  }

  /** A mask in black and white beside another in the opacity leaves the choice open. */
  private static void requireOneMeaning(String source, Image picture, Image alpha)
      throws IOException {
    boolean black = false;
    boolean white = false;
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      if ((alpha.rgb()[3 * i] & 0xff) >= THRESHOLD) {
        int colour = colour(picture, i);
        if (colour != 0 && colour != 0xffffff) {
          return;
        }
        black |= colour == 0;
        white |= colour != 0;
      }
    }
    if (black && white) {
      throw new IOException(
          "'"
              + source
              + "' has one mask in black and white and another in its opacity; drop one of them");
    }
  }
}
