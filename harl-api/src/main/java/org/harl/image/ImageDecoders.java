package org.harl.image;

import java.util.Comparator;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.services.Services;

/** The image decoders on the class path. */
public final class ImageDecoders {
  private ImageDecoders() {}

  /**
   * {@return the available decoder with the highest priority, found through {@link Services}; at
   * least the one of ImageIO is always there}
   *
   * @throws HarlException if two share the highest priority
   */
  public static ImageDecoder best() {
    return best(
        Services.onClassPath("image decoder", ImageDecoder.class, ImageDecoder::name).all());
  }

  /**
   * {@return the available one of these with the highest priority; ImageIO's where none is
   * available}
   *
   * @param found in any order; ImageIO's need not be among them
   * @throws HarlException if two share the highest priority
   */
  public static ImageDecoder best(List<ImageDecoder> found) {
    List<ImageDecoder> available = found.stream().filter(ImageDecoder::available).toList();
    int highest =
        available.stream().mapToInt(ImageDecoder::priority).max().orElse(Integer.MIN_VALUE);
    List<ImageDecoder> best =
        available.stream()
            .filter(decoder -> decoder.priority() == highest)
            .sorted(Comparator.comparing(ImageDecoder::name))
            .toList();
    if (best.size() > 1) {
      throw new HarlException(
          "image decoders '"
              + best.get(0).name()
              + "' and '"
              + best.get(1).name()
              + "' share the highest priority "
              + highest
              + "; remove one from the class path, or give a decoder to ImageFolder.of");
    }
    return best.isEmpty() ? new ImageIoDecoder() : best.get(0);
  }
}
