package org.harl.data.loader;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.harl.data.ImageSource;
import org.harl.data.reading.CorruptImages;
import org.harl.data.reading.ImageReading;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the image and the mask at a place of an epoch's order. Shared by all threads. */
final class SampleReader {
  /** An image with its mask and its map of labels, as far as these are read. */
  record Sample(int index, Image image, @Nullable Mask mask, @Nullable LabelMap labels) {}

  private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);

  private final ImageSource source;
  private final MaskChoice choice;
  private final boolean readsMasks;
  private final boolean readsLabels;
  private final ImageCache images;
  private final MaskCache masks;
  private final CorruptImages corrupt;

  SampleReader(LoaderSettings settings) {
    source = settings.source();
    choice = settings.chosen();
    readsMasks = settings.readsMasks();
    readsLabels = settings.regions() != null;
    images = new ImageCache(source.size(), settings.imageCacheBytes());
    masks = new MaskCache(settings.maskCacheBytes());
    corrupt = new CorruptImages(source, true, LOG);
  }

  boolean masked() {
    return choice.any();
  }

  CorruptImages corrupt() {
    return corrupt;
  }

  /** The sample at this place, or the next of the order that is whole, around its end. */
  Sample read(ImageReading reading, int[] order, int position) throws InterruptedException {
    for (int ahead = 0; ahead < order.length; ahead++) {
      int index = order[(int) (((long) position + ahead) % order.length)];
      Sample sample = whole(reading, index, readsLabels);
      if (sample != null) {
        return sample;
      }
    }
    throw none(order.length);
  }

  /**
   * The image of this number with its mask, or the next of the source that is whole and not {@code
   * own}, around its end; without its map of labels.
   */
  Sample other(ImageReading reading, int index, int own) throws InterruptedException {
    for (int ahead = 0; ahead < source.size(); ahead++) {
      int next = (int) (((long) index + ahead) % source.size());
      Sample sample = next == own ? null : whole(reading, next, false);
      if (sample != null) {
        return sample;
      }
    }
    throw none(source.size() - 1);
  }

  private static HarlException none(int asked) {
    return new HarlException(
        "batch loader: none of " + asked + " images can be read and have a mask");
  }

  private @Nullable Sample whole(ImageReading reading, int index, boolean labelled)
      throws InterruptedException {
    Image image = image(reading, index);
    Mask mask = image == null || !readsMasks ? null : mask(index, image);
    if (image == null || (mask == null && readsMasks)) {
      return null;
    }
    LabelMap labels = labelled ? labels(index, image) : null;
    return labels == null && labelled ? null : new Sample(index, image, mask, labels);
  }

  private @Nullable Image image(ImageReading reading, int index) throws InterruptedException {
    if (corrupt.contains(index)) {
      return null;
    }
    Image image = images.get(index);
    if (image != null) {
      return image;
    }
    try {
      image = reading.read(index);
    } catch (IOException e) {
      leaveOut(index, e);
      return null;
    }
    images.put(index, image);
    return image;
  }

  private void leaveOut(int index, Exception cause) {
    corrupt.add(index, cause);
    if (corrupt.tooMany()) {
      throw new HarlException("batch loader: " + corrupt.fault(cause), cause);
    }
  }

  private @Nullable Mask mask(int index, Image image) {
    Mask mask = masks.get(index);
    if (mask == null) {
      mask = found(index, () -> choice.mask(source, index, image));
      if (mask == null) {
        return null;
      }
      masks.put(index, mask);
    }
    requireSize(image, mask, mask.width(), mask.height());
    return mask;
  }

  private @Nullable LabelMap labels(int index, Image image) {
    LabelMap labels = masks.labels(index);
    if (labels == null) {
      labels = found(index, () -> choice.labels(source, index, image));
      if (labels == null) {
        return null;
      }
      masks.put(index, labels);
    }
    requireSize(image, labels, labels.width(), labels.height());
    return labels;
  }

  /** What there is of an image; where there is nothing, null, and the image is left out. */
  private <T> @Nullable T found(int index, Supplier<Optional<T>> asked) {
    try {
      return asked.get().orElseThrow();
    } catch (HarlException e) { // there is none
      leaveOut(index, e);
      return null;
    }
  }

  private static void requireSize(Image image, Object mask, int width, int height) {
    if (width != image.width() || height != image.height()) {
      throw new HarlException(
          "image '"
              + image.source()
              + "' has "
              + image.width()
              + " x "
              + image.height()
              + " pixels, but its mask is a "
              + mask);
    }
  }
}
