package org.harl.mask;

import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.image.PngLabels;

/**
 * {@code labels}: files of maps of labels that mirror the images' folder: the map of {@code
 * a/b.jpg} is {@code a/b.png}, of the image's size, as {@link PngLabels} reads it: the place in the
 * palette or the grey value is the region, 255 is none. Its mask is what has a label other than 0,
 * as in Pascal VOC.
 */
public final class LabelFiles implements MaskProvider {
  private final MirroredFolder folder;

  /**
   * The maps of a folder.
   *
   * @param folder of maps that mirror the images' folder
   * @throws InvalidInputException if it is none
   */
  public LabelFiles(Path folder) {
    this.folder = new MirroredFolder(folder);
  }

  @Override
  public String name() {
    return "labels";
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the file is missing, no map of labels, or of another size
   */
  @Override
  public LabelMap labels(Image image) {
    LabelMap map = read(image.source());
    folder.requireSize(image, map.width(), map.height());
    return map;
  }

  @Override
  public Mask mask(Image image) {
    LabelMap map = labels(image);
    byte[] cells = new byte[map.labels().length];
    for (int i = 0; i < cells.length; i++) {
      int label = map.labels()[i] & 0xff;
      cells[i] = (byte) (label == 0 || label == LabelMap.NONE ? 0 : 1);
    }
    return new Mask(map.width(), map.height(), cells);
  }

  /**
   * {@inheritDoc} Looks at up to 10,000 files that are spread over the images, until one has two
   * regions, and whether the first few are of their images' sizes.
   *
   * @throws InvalidInputException if none of them has or none of these is, or one is no map of
   *     labels
   */
  @Override
  public void check(ImageSource images) {
    folder.requireSizes(images, this::labels);
    int most = looked(images, 2);
    if (most == 1 || most == 0) {
      throw new InvalidInputException(
          "masks: of the maps of labels looked at in '"
              + folder.folder()
              + "' none has two regions; 255 is none, every other value one");
    }
  }

  /** {@inheritDoc} Looks at files as {@link #check} does. */
  @Override
  public int mostRegions(ImageSource images, int enough) {
    int most = looked(images, enough);
    return images.size() > SpreadImages.MOST || most < 0 ? enough : most;
  }

  /** The most regions in a file, or as many as are enough; -1 if there is no file. */
  private int looked(ImageSource images, int enough) {
    SpreadImages spread = new SpreadImages(images.size());
    int most = -1;
    for (int i = 0; i < Math.min(images.size(), SpreadImages.MOST) && most < enough; i++) {
      String name = images.name(spread.at(i));
      if (Files.isRegularFile(folder.file(name))) {
        most = Math.max(most, read(name).regions().length);
      }
    }
    return most;
  }

  private LabelMap read(String source) {
    return folder.read(source, PngLabels::of);
  }
}
