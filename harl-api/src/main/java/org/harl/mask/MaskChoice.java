package org.harl.mask;

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
  /** No masks. */
  static MaskChoice none() {
    return new None();
  }

  /** Those that the source of the images has, {@link ImageSource#mask}. */
  static MaskChoice own() {
    return new Own();
  }

  /** Those that a provider finds; what the source has is not asked for. */
  static MaskChoice of(MaskProvider provider) {
    return new Provided(provider);
  }

  /**
   * Those that the provider of that name finds, see {@link MaskProviders#find}.
   *
   * @throws InvalidInputException if there is none of that name
   */
  static MaskChoice named(String provider) {
    return of(MaskProviders.find(provider));
  }

  /** The source's own if any of the images has one, else none. */
  static MaskChoice ownIfAny(ImageSource images) {
    return own().in(images);
  }

  /** Whether there are to be masks. */
  boolean any();

  /** What it is called where two runs are compared: {@code none}, or where masks come from. */
  String name();

  /**
   * The mask of an image, empty where none are wanted.
   *
   * @param index of the image in its source
   * @param image that was read there
   * @return of the image's size, as far as the source or the provider is right
   * @throws HarlException if there is none for this image though masks are wanted
   */
  Optional<Mask> mask(ImageSource images, int index, Image image);

  /** The regions of an image, as {@link #mask}; of a mask its two, {@link LabelMap#of}. */
  default Optional<LabelMap> labels(ImageSource images, int index, Image image) {
    return mask(images, index, image).map(LabelMap::of);
  }

  /** The most regions that a map of any image has, {@link MaskProvider#mostRegions}. */
  default int mostRegions(ImageSource images, int enough) {
    return 2;
  }

  /** The same for these images: none where it is their own and they have none. */
  default MaskChoice in(ImageSource images) {
    return this;
  }

  /**
   * Looks at what there is for these images before a run begins with them.
   *
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

    @Override
    public MaskChoice in(ImageSource images) {
      boolean areThere =
          IntStream.range(0, images.size()).anyMatch(i -> images.mask(i).isPresent());
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
