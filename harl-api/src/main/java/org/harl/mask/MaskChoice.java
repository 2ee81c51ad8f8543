package org.harl.mask;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;

/** Where the masks of images come from: nowhere, their source, or a provider. Thread-safe. */
public sealed interface MaskChoice {
  /** {@return the choice of no masks} */
  static MaskChoice none() {
    return new None();
  }

  /** {@return those that the source of the images has, {@link ImageSource#mask}} */
  static MaskChoice own() {
    return new Own();
  }

  /**
   * {@return those that a provider finds; what the source has is not asked for}
   *
   * @param provider asked from several threads
   */
  static MaskChoice of(MaskProvider provider) {
    return new Provided(provider);
  }

  /**
   * {@return those that the provider of that name finds, see {@link MaskProviders#find}}
   *
   * @param provider for example {@code mbd} or {@code files:DIR}
   * @throws InvalidInputException if there is none of that name
   */
  static MaskChoice named(String provider) {
    return of(MaskProviders.find(provider));
  }

  /**
   * {@return the source's own if any of the images has one, else none}
   *
   * @param images of the run
   */
  static MaskChoice ownIfAny(ImageSource images) {
    return own().in(images);
  }

  /** {@return whether there are to be masks} */
  boolean any();

  /**
   * {@return what it is called where two runs are compared: {@code none}, or where masks come from}
   */
  String name();

  /**
   * The mask of an image, empty where none are wanted.
   *
   * @param images of the run
   * @param index of the image in its source
   * @param image that was read there
   * @return of the image's size, as far as the source or the provider is right
   * @throws HarlException if there is none for this image though masks are wanted
   */
  Optional<Mask> mask(ImageSource images, int index, Image image);

  /**
   * {@return the regions of an image, as {@link #mask}; of a mask its two, {@link LabelMap#of}}
   *
   * @param images of the run
   * @param index of the image in its source, from 0
   * @param image that was read there
   */
  default Optional<LabelMap> labels(ImageSource images, int index, Image image) {
    return mask(images, index, image).map(LabelMap::of);
  }

  /**
   * {@return the most regions that a map of any image has, {@link MaskProvider#mostRegions}}
   *
   * @param images of the run
   * @param enough 1..255; whether a map has more need not be found out
   */
  default int mostRegions(ImageSource images, int enough) {
    return 2;
  }

  /**
   * {@return the same for these images: none where it is their own and they have none}
   *
   * @param images of the run
   */
  default MaskChoice in(ImageSource images) {
    return this;
  }

  /**
   * Looks at what there is for these images before a run begins with them.
   *
   * @param images of the run
   * @throws InvalidInputException if it cannot be what was meant
   */
  default void check(ImageSource images) {}

  /** No masks. */
  record None() implements MaskChoice {
    @Override
    public boolean any() {
      return false;
    }

    @Override
    public String name() {
      return "none";
    }

    @Override
    public Optional<Mask> mask(ImageSource images, int index, Image image) {
      return Optional.empty();
    }
  }

  /** Those of the source. */
  record Own() implements MaskChoice {
    private static final int LOOKED_AT = 16;

    @Override
    public boolean any() {
      return true;
    }

    @Override
    public String name() {
      return "the images' own";
    }

    @Override
    public Optional<Mask> mask(ImageSource images, int index, Image image) {
      Optional<Mask> mask = images.mask(index);
      if (mask.isEmpty()) {
        throw new HarlException(
            "image '"
                + image.source()
                + "' has no mask, its source's own are asked for: add it, or give a mask provider");
      }
      return mask;
    }

    /**
     * {@inheritDoc} One of another size than its image ends a run: some that are spread over the
     * images are held against them.
     */
    @Override
    public void check(ImageSource images) {
      SpreadImages spread = new SpreadImages(images.size());
      for (int i = 0; i < Math.min(images.size(), LOOKED_AT); i++) {
        int index = spread.at(i);
        images.mask(index).ifPresent(mask -> requireSize(images, index, mask));
      }
    }

    private static void requireSize(ImageSource images, int index, Mask mask) {
      Image image;
      try {
        image = images.read(index);
      } catch (IOException | RuntimeException e) {
        return; // the run leaves it out by name
      }
      if (mask.width() != image.width() || mask.height() != image.height()) {
        throw new InvalidInputException(
            "masks: image '%s' has %d x %d pixels, but its mask %d x %d; give it one of its size"
                .formatted(
                    images.name(index),
                    image.width(),
                    image.height(),
                    mask.width(),
                    mask.height()));
      }
    }

    @Override
    public MaskChoice in(ImageSource images) {
      boolean areThere = IntStream.range(0, images.size()).anyMatch(images::hasMask);
      return areThere ? this : none();
    }
  }

  /**
   * Those of a provider.
   *
   * @param provider asked for every image
   */
  record Provided(MaskProvider provider) implements MaskChoice {
    @Override
    public boolean any() {
      return true;
    }

    @Override
    public String name() {
      return provider.described();
    }

    @Override
    public Optional<Mask> mask(ImageSource images, int index, Image image) {
      return Optional.of(provider.mask(image));
    }

    @Override
    public Optional<LabelMap> labels(ImageSource images, int index, Image image) {
      return Optional.of(provider.labels(image));
    }

    @Override
    public int mostRegions(ImageSource images, int enough) {
      return provider.mostRegions(images, enough);
    }

    @Override
    public void check(ImageSource images) {
      provider.check(images);
    }
  }
}
