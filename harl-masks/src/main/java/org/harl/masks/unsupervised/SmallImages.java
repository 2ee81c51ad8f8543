package org.harl.masks.unsupervised;

import java.io.IOException;
import org.harl.data.ImageSource;
import org.harl.image.Image;
import org.harl.masks.pixels.Scaling;

/** Images in the size that labellers are shown. */
record SmallImages(ImageSource images) implements ImageSource {
  static Image of(Image image) {
    return Scaling.toLongest(image, Labellers.SIDE);
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String name(int index) {
    return images.name(index);
  }

  @Override
  public Image read(int index) throws IOException {
    return of(images.read(index));
  }
}
