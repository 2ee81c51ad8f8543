package org.harl.mask;

import org.harl.data.ImageSource;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;

/**
 * A heuristic that finds the foreground of an image without labels. Found by name through {@link
 * java.util.ServiceLoader}. One instance serves many threads; the same image always gives the same
 * result.
 */
public interface MaskProvider {
  /**
   * {@return the name to ask for it by: lower-case letters, digits and dashes, for example {@code
   * mbd}}
   */
  String name();

  /**
   * {@return what it is called where two runs are compared: its name, and settings if it has any}
   */
  default String described() {
    return name();
  }

  /**
   * The foreground of an image.
   *
   * @param image pixels, and the file they came from where there is one
   * @return a mask of the image's size, which the provider does not change later; it may be all
   *     background
   * @throws HarlException if there is no mask for the image; it names the image's source. A run
   *     reports the image, leaves it out, and ends if that becomes of more than 1% of all; what
   *     else is thrown ends the run at once
   */
  Mask mask(Image image);

  /**
   * The regions of an image, for objectives that compare several. Those of a provider of masks are
   * its two: 0 the background, 1 the foreground.
   *
   * @param image as {@link #mask} takes it
   * @return a map of the image's size, which the provider does not change later; it may have no
   *     region
   * @throws HarlException as {@link #mask} does
   */
  default LabelMap labels(Image image) {
    return LabelMap.of(mask(image));
  }

  /**
   * {@return the most regions that a map of any of these images has, as far as that can be known
   * before a run begins with them}
   *
   * @param images of the run
   * @param enough 1..255; whether a map has more need not be found out
   */
  default int mostRegions(ImageSource images, int enough) {
    return 2;
  }

  /**
   * Looks at what there is for these images before a run begins with them. Does nothing where masks
   * are computed.
   *
   * @param images of the run
   * @throws InvalidInputException if it cannot be what was meant
   */
  default void check(ImageSource images) {}

  /**
   * {@return this provider as {@code name:argument} asks for it, for example with a model of one's
   * own}
   *
   * @param argument what follows the colon; a file as a rule
   * @throws InvalidInputException if it takes none, or not this one
   */
  default MaskProvider with(String argument) {
    throw new InvalidInputException(
        "mask provider '" + name() + "' takes no argument, got '" + argument + "'");
  }
}
