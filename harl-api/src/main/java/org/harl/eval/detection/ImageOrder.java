package org.harl.eval.detection;

import java.util.Comparator;

/** Images by their ids: numbers by value, as COCO's code takes them, then names by their text. */
record ImageOrder(boolean named, long number, String image) {
  private static final int DIGITS = 18;

  /** The order of ids. */
  static Comparator<String> ofIds() {
    return Comparator.comparing(
        ImageOrder::of,
        Comparator.comparing(ImageOrder::named)
            .thenComparingLong(ImageOrder::number)
            .thenComparing(ImageOrder::image));
  }

  private static ImageOrder of(String image) {
    int sign = image.startsWith("-") ? 1 : 0;
    int digits = image.length() - sign;
    boolean number =
        digits > 0
            && digits <= DIGITS
            && image.chars().skip(sign).allMatch(c -> c >= '0' && c <= '9');
    return new ImageOrder(!number, number ? Long.parseLong(image) : 0, image);
  }
}
