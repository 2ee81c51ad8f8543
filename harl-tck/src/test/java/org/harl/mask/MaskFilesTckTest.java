package org.harl.mask;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.tck.BrightMasks;
import org.harl.tck.MaskProviderTck;
import org.junit.jupiter.api.io.TempDir;

/** There are files for the images that must get a mask; all others are refused. */
class MaskFilesTckTest extends MaskProviderTck {
  @TempDir Path folder;

  @Override
  protected MaskProvider provider() {
    images().forEach(this::write);
    return new MaskFiles(folder);
  }

  private void write(Image image) {
    Mask mask = new BrightMasks().mask(image);
    BufferedImage file =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < mask.cells().length; i++) {
      file.getRaster().setSample(i % image.width(), i / image.width(), 0, 255 * mask.cells()[i]);
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
