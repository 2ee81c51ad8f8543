package org.harl.tck;

import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;

/** What is brighter than the image's mean is foreground; a wrong provider overrides one method. */
public class BrightMasks implements MaskProvider {
  @Override
  public String name() {
    return "bright";
  }

  @Override
  public Mask mask(Image image) {
    return above(image, mean(image));
  }

  /** The mean over all bytes. */
  public static double mean(Image image) {
    double sum = 0;
    for (byte value : image.rgb()) {
      sum += value & 0xff;
    }
    return sum / image.rgb().length;
  }

  /** The pixels that are brighter than a threshold. */
  public static Mask above(Image image, double threshold) {
    byte[] cells = new byte[image.width() * image.height()];
    for (int i = 0; i < cells.length; i++) {
      int sum = 0;
      for (int c = 0; c < 3; c++) {
        sum += image.rgb()[3 * i + c] & 0xff;
      }
      cells[i] = (byte) (sum > 3 * threshold ? 1 : 0);
    }
    return new Mask(image.width(), image.height(), cells);
  }
}
