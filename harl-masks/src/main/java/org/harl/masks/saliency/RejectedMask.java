package org.harl.masks.saliency;

import java.util.Arrays;
import java.util.Optional;
import org.harl.image.Mask;

/**
 * What takes the place of a mask that says nothing: one that covers less than 1% of its image or
 * more than 99%.
 */
public enum RejectedMask {
  /** The ellipse of {@link CentreMasks}. */
  CENTRE {
    @Override
    public Optional<Mask> instead(int width, int height) {
      return Optional.of(CentreMasks.ellipse(width, height));
    }
  },
  /** The whole image. */
  WHOLE {
    @Override
    public Optional<Mask> instead(int width, int height) {
      byte[] cells = new byte[width * height];
      Arrays.fill(cells, (byte) 1);
      return Optional.of(new Mask(width, height, cells));
    }
  },
  /** Nothing: the image goes without. */
  SKIP {
    @Override
    public Optional<Mask> instead(int width, int height) {
      return Optional.empty();
    }
  };

  private static final double LEAST = 0.01;

  /**
   * The mask that takes the place.
   *
   * @param width of the image
   * @param height of the image
   * @return empty if the image goes without
   */
  public abstract Optional<Mask> instead(int width, int height);

  /**
   * {@return whether a mask says nothing}
   *
   * @param mask of any size
   */
  public static boolean is(Mask mask) {
    return mask.coverage() < LEAST || mask.coverage() > 1 - LEAST;
  }
}
