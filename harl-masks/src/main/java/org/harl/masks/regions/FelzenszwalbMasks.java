package org.harl.masks.regions;

import com.google.auto.service.AutoService;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.masks.pixels.PixelEdges;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.pixels.Segmentation;
import org.harl.services.NamedSettings;

/**
 * {@code felzenszwalb}: the regions of Felzenszwalb and Huttenlocher's segmentation (IJCV 2004), as
 * DetCon takes them (Hénaff et al. 2021, arXiv 2103.10957): scale 1000, regions of 1000 pixels and
 * more, here of 500 x 375, ImageNet's usual size; of other sizes the same share of the image. Every
 * pixel is in one. Images larger than 400 pixels are scaled down for the purpose. {@code
 * felzenszwalb:scale=300,min=500} sets either.
 *
 * <p>A region is no foreground: the mask is the largest of them, for want of another.
 */
@AutoService(MaskProvider.class)
public final class FelzenszwalbMasks implements MaskProvider {
  private static final int LARGEST_SIDE = 400;
  private static final double USUAL_AREA = 500 * 375;
  private static final double SIGMA = 0.8;

  private final double scale;
  private final int least;

  /** A provider with DetCon's settings. */
  public FelzenszwalbMasks() {
    this(1000, 1000);
  }

  /**
   * A provider with others.
   *
   * @param scale the larger, the larger the regions; k of the paper for grey levels 0..255, above 0
   * @param least pixels of a region, at least 1, of an image of 500 x 375; it is at least a 255th
   *     of the image, so that a map holds all
   * @throws InvalidInputException if one is out of its range
   */
  public FelzenszwalbMasks(double scale, int least) {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY) || least < 1) {
      throw new InvalidInputException(
          "mask provider 'felzenszwalb': scale must be above 0 and min at least 1, got "
              + scale
              + " and "
              + least);
    }
    this.scale = scale;
    this.least = least;
  }

  @Override
  public String name() {
    return "felzenszwalb";
  }

  @Override
  public String described() {
    return name() + ":scale=" + scale + ",min=" + least;
  }

  @Override
  public MaskProvider with(String argument) {
    NamedSettings settings = NamedSettings.of("mask provider", name() + "," + argument);
    FelzenszwalbMasks other =
        new FelzenszwalbMasks(settings.number("scale", scale), settings.integer("min", least));
    settings.requireNoOther();
    return other;
  }

  @Override
  public LabelMap labels(Image image) {
    Image small = Scaling.within(image, LARGEST_SIDE);
    Segmentation regions = regions(small);
    byte[] labels = new byte[image.width() * image.height()];
    for (int y = 0, at = 0; y < image.height(); y++) {
      int row = nearest(y, image.height(), small.height()) * small.width();
      for (int x = 0; x < image.width(); x++) {
        labels[at++] = (byte) regions.labels()[row + nearest(x, image.width(), small.width())];
      }
    }
    return new LabelMap(image.width(), image.height(), labels);
  }

  private Segmentation regions(Image image) {
    int pixels = image.width() * image.height();
    double share = pixels / USUAL_AREA;
    int most = (pixels + LabelMap.NONE - 1) / LabelMap.NONE;
    EvenRegions even = new EvenRegions(PixelEdges.of(image, SIGMA), (float) scale);
    return even.ofAtLeast(Math.max(most, (int) Math.ceil(least * share)));
  }

  private static int nearest(int at, int outputs, int inputs) {
    return (int) ((2L * at + 1) * inputs / (2L * outputs));
  }

  @Override
  public int mostRegions(ImageSource images, int enough) {
    return Math.max(1, (int) Math.min(LabelMap.NONE, USUAL_AREA / least));
  }

  @Override
  public Mask mask(Image image) {
    LabelMap map = labels(image);
    int[] areas = new int[LabelMap.NONE];
    int largest = 0;
    for (byte label : map.labels()) {
      areas[label & 0xff]++;
    }
    for (int label = 1; label < areas.length; label++) {
      largest = areas[label] > areas[largest] ? label : largest;
    }
    byte[] cells = new byte[map.labels().length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) ((map.labels()[i] & 0xff) == largest ? 1 : 0);
    }
    return new Mask(map.width(), map.height(), cells);
  }
}
