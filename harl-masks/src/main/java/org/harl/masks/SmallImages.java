package org.harl.masks;

import java.io.IOException;
import org.harl.data.Image;
import org.harl.data.ImageSource;

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
