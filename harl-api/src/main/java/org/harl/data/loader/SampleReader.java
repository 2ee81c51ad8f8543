package org.harl.data.loader;

import java.io.IOException;
import org.harl.data.ImageSource;
import org.harl.data.reading.CorruptImages;
import org.harl.data.reading.ImageReading;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the image and the mask at a place of an epoch's order. Shared by all threads. */
final class SampleReader {
  record Sample(int index, Image image, @Nullable Mask mask) {}

  private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);

  private final ImageSource source;
  private final MaskChoice choice;
  private final ImageCache images;
  private final MaskCache masks;
  private final CorruptImages corrupt;

  SampleReader(LoaderSettings settings) {
    source = settings.source();
    choice = settings.chosen();
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
      Image image = image(reading, index);
      Mask mask = image == null || !masked() ? null : mask(index, image);
      if (image != null && (mask != null || !masked())) {
        return new Sample(index, image, mask);
      }
    }
    throw new HarlException(
        "batch loader: none of " + order.length + " images can be read and have a mask");
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
      try {
        mask = choice.mask(source, index, image).orElseThrow();
      } catch (HarlException e) { // there is none
        leaveOut(index, e);
        return null;
      }
      masks.put(index, mask);
    }
    if (mask.width() != image.width() || mask.height() != image.height()) {
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
    return mask;
  }
}
