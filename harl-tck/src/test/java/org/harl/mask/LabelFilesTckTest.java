package org.harl.mask;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.image.Image;
import org.harl.tck.MaskProviderTck;
import org.junit.jupiter.api.io.TempDir;

/** There are maps for the images that must get a mask; all others are refused. */
class LabelFilesTckTest extends MaskProviderTck {
  @TempDir Path folder;

  @Override
  protected MaskProvider provider() {
    images().forEach(this::write);
    return new LabelFiles(folder);
  }

  /** Five regions by brightness, and none where it is dark. */
  private void write(Image image) {
    BufferedImage file =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < image.width() * image.height(); i++) {
      int fifth = (image.rgb()[3 * i] & 0xff) / 43;
      int label = fifth == 0 ? 255 : fifth;
      file.getRaster().setSample(i % image.width(), i / image.width(), 0, label);
    }
    try {
      Path path = folder.resolve(image.source());
      Files.createDirectories(path.getParent());
      ImageIO.write(file, "png", path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
