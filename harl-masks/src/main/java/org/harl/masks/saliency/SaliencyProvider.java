package org.harl.masks.saliency;

import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;

/**
 * A heuristic that grades pixels; its mask is the part above Otsu's threshold without specks. A
 * mask under 1% or over 99% of the image says nothing: a centred ellipse takes its place.
 */
public interface SaliencyProvider extends MaskProvider {
  /**
   * {@return the saliency of an image, in its size}
   *
   * @param image in RGB
   */
  Saliency saliency(Image image);

  /**
   * {@return the mask as it is, which may be one that {@link #mask} rejects}
   *
   * @param image in RGB
   */
  default Mask cut(Image image) {
    return saliency(image).cut();
  }

  @Override
  default Mask mask(Image image) {
    return saliency(image).mask();
  }
}
